import { DockerfileParser, type Instruction as Node } from 'dockerfile-ast';
import type { ModifiableInstruction } from 'dockerfile-ast/lib/modifiableInstruction.js';

export interface Instruction {
  /** In capitals. */
  name: string;
  /** What follows the name, flags left out, in one line. */
  args: string;
  words: string[];
  /** `--from=build` is `{ from: 'build' }`; without a value it is the empty text. */
  flags: Record<string, string>;
  /** The files of the folder that a RUN sees by `--mount=type=bind`, and where it sees them. */
  binds: { source: string; target: string }[];
  /** The list of an exec form; absent in shell form. */
  list?: string[];
  /** All of it in one line, flags first: what a layer is known by. */
  text: string;
  line: number;
}

export interface Stage {
  from: Instruction;
  /** The image, or the stage before it, that it begins with. */
  base: string;
  alias: string;
  body: Instruction[];
}

export interface Dockerfile {
  all: Instruction[];
  stages: Stage[];
  /** The files beside it, where they are known. */
  files?: readonly string[];
}

/** The instructions of a Dockerfile, and its stages. What is wrong in it is read as far as it goes. */
export function parseDockerfile(text: string): Dockerfile {
  // The library looks for a byte order mark with Node's Buffer, which a page has not: it finds none.
  const all = needsNoBuffer(() => DockerfileParser.parse(text).getInstructions().map(instruction));
  const stages: Stage[] = [];
  for (const one of all) {
    if (one.name !== 'FROM') stages.at(-1)?.body.push(one);
    else stages.push({ from: one, base: one.words[0] ?? '', alias: alias(one), body: [] });
  }
  return { all, stages };
}

const alias = ({ words: [, as = '', name = ''] }: Instruction) => (as.toLowerCase() === 'as' ? name : '');

/** The stage that `COPY --from=` names, by its name or its number. */
export const stageNamed = (stages: Stage[], name: string): Stage | undefined =>
  /^\d+$/.test(name)
    ? stages[Number(name)]
    : stages.find(({ alias }) => alias !== '' && alias.toLowerCase() === name.toLowerCase());

/** A stage may stand on one before it: what counts for the image is the whole chain. */
export function chain(stages: Stage[], last = stages.at(-1)): Stage[] {
  if (!last) return [];
  const below = stages.slice(0, stages.indexOf(last)).findLast(({ alias }) => alias !== '' && alias === last.base);
  return [...(below ? chain(stages, below) : []), last];
}

function instruction(node: Node): Instruction {
  const given = node.getArguments().map((word) => word.getValue());
  const first = given.findIndex((word) => !word.startsWith('--'));
  const words = given.slice(first < 0 ? given.length : first);
  const flags = [...flagsOf(node), ...given.slice(0, Math.max(0, first)).map(flag)];
  const args = words.join(' ');
  const list = args.startsWith('[') ? jsonList(args) : undefined;
  return {
    name: node.getKeyword(),
    args,
    words,
    flags: Object.fromEntries(flags),
    binds: flags.flatMap(bindOf),
    ...(list && { list }),
    text: [node.getKeyword(), ...flags.map(([name, value]) => `--${name}${value && `=${value}`}`), args]
      .join(' ')
      .trim(),
    line: node.getRange().start.line + 1,
  };
}

/** The library takes flags out of the words of most instructions; FROM keeps its own. */
const flagsOf = (node: Node) =>
  ('getFlags' in node ? (node as ModifiableInstruction).getFlags() : []).map((one): [name: string, value: string] => [
    one.getName(),
    one.getValue() ?? '',
  ]);

/** A mount of the folder itself: those of a cache, of a secret or of another stage bring none of its files. */
function bindOf([name, value]: [name: string, value: string]): { source: string; target: string }[] {
  if (name !== 'mount') return [];
  const {
    type = 'bind',
    from,
    source,
    src,
    target,
    dst,
    destination,
  } = Object.fromEntries(value.split(',').map((pair) => pair.split('=', 2) as [string, string?]));
  const place = target ?? dst ?? destination;
  return type === 'bind' && from === undefined && place ? [{ source: source ?? src ?? '.', target: place }] : [];
}

function flag(word: string): [name: string, value: string] {
  const [name = '', ...value] = word.slice(2).split('=');
  return [name, value.join('=')];
}

function jsonList(text: string): string[] | undefined {
  try {
    const list = JSON.parse(text) as unknown;
    return Array.isArray(list) && list.every((word) => typeof word === 'string') ? list : undefined;
  } catch {
    return undefined;
  }
}

/** Lends the library the one function of `Buffer` that it calls, where there is none. */
export function needsNoBuffer<T>(act: () => T): T {
  const scope = globalThis as { Buffer?: unknown };
  if (scope.Buffer !== undefined) return act();
  scope.Buffer = { from: (text: string) => new TextEncoder().encode(text) };
  try {
    return act();
  } finally {
    delete scope.Buffer;
  }
}
