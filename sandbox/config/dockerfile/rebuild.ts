import { createIgnore } from './ignore.ts';
import { chain, parseDockerfile, stageNamed, type Dockerfile, type Instruction, type Stage } from './read.ts';

/** What is different since the last build. */
export interface BuildChange {
  /** Files that were changed, added or deleted. */
  files?: readonly string[];
  /** The Dockerfile of the last build, where it was changed since. */
  before?: string;
  /** Build arguments that have another value. */
  args?: readonly string[];
}

/** An instruction, and what becomes of its layer. */
export interface Layer {
  line: number;
  /** As it is written, in one line. */
  text: string;
  /** The stage's name, or its number from 0. */
  stage: string;
  outcome: 'cached' | 'rebuilt' | 'skipped';
  /** In one sentence. */
  reason: string;
}

/**
 * What a build would do again after a change, layer by layer, and why. Nothing is built: a layer counts as the same as
 * long as its instruction, the files that it copies and all layers before it are.
 */
export function explainRebuild(dockerfile: string, files: readonly string[], change: BuildChange, ignoreFile = ''): Layer[] {
  const file = parseDockerfile(dockerfile);
  const ignored = createIgnore(ignoreFile);
  const changed = (change.files ?? []).filter((name) => !ignored(name));
  const hidden = (change.files ?? []).filter(ignored);
  const needed = neededStages(file);
  const earlier = change.before === undefined ? undefined : parseDockerfile(change.before);
  const rebuilt = new Map<Stage, number>();
  return file.stages.flatMap((stage, index) => {
    const name = stage.alias || String(index);
    const of = (one: Instruction) => ({ line: one.line, text: one.text, stage: name });
    if (!needed.has(stage))
      return [stage.from, ...stage.body].map((one): Layer => ({ ...of(one), outcome: 'skipped', reason: 'Nothing of the last stage comes from this one.' }));
    const look = { file, stage, changed, hidden, files, rebuilt, args: change.args ?? [], before: earlier?.stages[index], ...(earlier && { earlier }) };
    let first: number | undefined = undefined;
    return [stage.from, ...stage.body].map((one): Layer => {
      if (first !== undefined) return { ...of(one), outcome: 'rebuilt', reason: `The layer of line ${first} before it is new.` };
      const reason = whyNew(one, look);
      if (reason === undefined) return { ...of(one), outcome: 'cached', reason: whyKept(one, look) };
      first = one.line;
      rebuilt.set(stage, first);
      return { ...of(one), outcome: 'rebuilt', reason };
    });
  });
} // prettier-ignore

interface Look {
  file: Dockerfile;
  stage: Stage;
  changed: readonly string[];
  hidden: readonly string[];
  files: readonly string[];
  /** The stages that have a new layer, each with the line of its first. */
  rebuilt: Map<Stage, number>;
  args: readonly string[];
  /** The same stage in the last build's Dockerfile; absent where that was the same file. */
  before?: Stage | undefined;
  earlier?: Dockerfile;
}

/** Why an instruction makes a new layer although those before it are kept; undefined where it is kept. */
function whyNew(one: Instruction, look: Look): string | undefined {
  const { stage, rebuilt, file, args } = look;
  if (look.earlier) {
    const old = look.before && [look.before.from, ...look.before.body];
    const place = [stage.from, ...stage.body].indexOf(one);
    const same = old?.[place]?.text === one.text;
    if (!same) return old?.[place] ? 'Its text is another than in the last build.' : 'The last build did not have it.';
  }
  if (one === stage.from) {
    const below = file.stages.slice(0, file.stages.indexOf(stage)).findLast(({ alias }) => alias !== '' && alias === stage.base); // prettier-ignore
    const line = below && rebuilt.get(below);
    return line === undefined ? undefined : `It begins with the stage “${stage.base}”, which is new from line ${line} on.`;
  }
  const arg = args.find((name) => one.name === 'ARG' ? false : usesArgument(one, name, stage));
  if (arg) return `The build argument ${arg} has another value.`;
  if (one.name !== 'COPY' && one.name !== 'ADD') return seesChange(one, look);
  const from = one.flags['from'];
  if (from !== undefined) {
    const source = stageNamed(file.stages, from);
    const line = source && rebuilt.get(source);
    return line === undefined ? undefined : `It copies from “${from}”, which is new from line ${line} on.`;
  }
  const touched = look.changed.filter((name) => sources(one).some((source) => covers(source, name)));
  return touched.length > 0 ? `It copies ${list(touched)}, which ${touched.length === 1 ? 'is' : 'are'} changed.` : undefined;
} // prettier-ignore

/** A RUN whose mounts show it a file of the folder. */
function seesChange({ binds }: Instruction, { changed }: Look): string | undefined {
  const touched = changed.filter((name) => binds.some(({ source }) => covers(source, name)));
  return touched.length > 0 ? `It sees ${list(touched)}, which ${touched.length === 1 ? 'is' : 'are'} changed.` : undefined;
} // prettier-ignore

function whyKept(one: Instruction, { hidden, changed, stage }: Look): string {
  if (one === stage.from) return 'The image is the same.';
  if ((one.name === 'COPY' || one.name === 'ADD') && one.flags['from'] === undefined) {
    const left = hidden.filter((name) => sources(one).some((source) => covers(source, name)));
    return left.length > 0
      ? `${list(left)} is named in .dockerignore: it is not copied.`
      : 'None of the files that it copies is changed.';
  }
  if (one.name === 'COPY') return 'What it copies is the same.';
  const reads = one.name === 'RUN' && changed.length > 0;
  return reads ? 'Its text and everything before it are the same; it does not see the change.' : 'Its text and everything before it are the same.'; // prettier-ignore
}

/** After `ARG NAME`, every RUN has it as a variable, whether it uses it or not; others only where they name it. */
function usesArgument(one: Instruction, name: string, { body }: Stage): boolean {
  const declared = body.findIndex((other) => other.name === 'ARG' && other.words.some((word) => word.split('=')[0] === name));
  if (declared < 0 || body.indexOf(one) <= declared) return false;
  return one.name === 'RUN' || new RegExp(`\\$\\{?${name}\\b`).test(one.args);
} // prettier-ignore

const sources = ({ list: words, words: plain }: Instruction) => (words ?? plain).slice(0, -1);

/** Whether a source of COPY takes a file: a folder takes all below it, `*` any name. */
export function covers(source: string, file: string): boolean {
  const path = source.replace(/^\.?\//, '').replace(/\/$/, '');
  if (path === '' || path === '.') return true;
  const pattern = path
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${pattern}(?:/|$)`).test(file);
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** The last stage, and all that it comes from. */
function neededStages(file: Dockerfile): Set<Stage> {
  const needed = new Set<Stage>();
  const add = (stage: Stage | undefined) => {
    if (!stage || needed.has(stage)) return;
    for (const one of chain(file.stages, stage)) {
      needed.add(one);
      const mounted = (mount = '') => /(?:^|,)from=([^,]+)/.exec(mount)?.[1];
      for (const { flags } of one.body) add(stageNamed(file.stages, flags['from'] ?? mounted(flags['mount']) ?? ''));
    }
  };
  add(file.stages.at(-1));
  return needed;
}
