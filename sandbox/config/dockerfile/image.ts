import { createIgnore } from './ignore.ts';
import { BuildFault, emptyMachine, put, resolve, type Machine, type Origin } from './machine.ts';
import { chain, parseDockerfile, stageNamed, type Dockerfile, type Instruction, type Stage } from './read.ts';
import { covers } from './rebuild.ts';
import { runCommands, type Recipe } from './run-commands.ts';

/** The folder that an image is built from. Nothing of it is read: names are enough. */
export interface Project extends Recipe {
  /** The files beside the Dockerfile. */
  files: readonly string[];
  /** The text of its .dockerignore. */
  ignore?: string;
}

export interface Image {
  /** What a container finds when it starts, by absolute path. */
  files: Map<string, Origin>;
  /** What its layers hold: also what a later one deleted. Whoever has the image can read it. */
  layers: Map<string, Origin>;
  workdir: string;
  /** The words with which the program is started; absent where there are none, or where sh reads them. */
  command?: string[];
  /** Where the build ends before its end, and why. There is no image then: it holds nothing. */
  fault?: { line: number; problem: string };
}

/**
 * What a build would make, by what COPY, WORKDIR and npm are known to do; nothing is built. A RUN of which nothing is
 * known changes no file.
 */
export function describeImage(dockerfile: string, project: Project): Image {
  const file = parseDockerfile(dockerfile);
  const machines = new Map<Stage, Machine>();
  for (const stage of file.stages) {
    const machine = begin(stage, file, machines);
    machines.set(stage, machine);
    for (const one of stage.body) {
      try {
        follow(one, machine, { file, machines, project });
      } catch (error) {
        if (!(error instanceof BuildFault)) throw error;
        const { files, layers, workdir } = emptyMachine();
        return { files, layers, workdir, fault: { line: one.line, problem: error.message } };
      }
    }
  }
  const { files, layers, workdir } = machines.get(file.stages.at(-1)!) ?? emptyMachine();
  const command = commandOf(file);
  return { files, layers, workdir, ...(command && { command }) };
}

function begin(stage: Stage, { stages }: Dockerfile, machines: Map<Stage, Machine>): Machine {
  const below = chain(stages, stage).at(-2);
  const from = below && machines.get(below);
  if (!from) return emptyMachine();
  return { files: new Map(from.files), layers: new Map(from.layers), workdir: from.workdir, variables: { ...from.variables } }; // prettier-ignore
}

interface Site {
  file: Dockerfile;
  machines: Map<Stage, Machine>;
  project: Project;
}

function follow(one: Instruction, machine: Machine, site: Site): void {
  const { name, args, line } = one;
  if (name === 'WORKDIR') machine.workdir = resolve(machine.workdir, args);
  if (name === 'ENV' || name === 'ARG') Object.assign(machine.variables, variablesOf(one));
  if (name === 'COPY' || name === 'ADD') copy(one, machine, site);
  if (name !== 'RUN') return;
  const shown = visible(site.project);
  const borrowed = one.binds.flatMap(({ source, target }) =>
    shown
      .filter((path) => covers(source, path))
      .map((path) => join(resolve(machine.workdir, target), path.slice(folderPart(source, path)))),
  );
  // What a mount shows is gone after the RUN.
  const had = new Set(machine.files.keys());
  for (const path of borrowed) if (!had.has(path)) machine.files.set(path, { line, by: 'copy' });
  runCommands((one.list ?? [args]).join(' '), machine, site.project, line);
  for (const path of borrowed) if (!had.has(path)) machine.files.delete(path);
}

/** What the builder is sent. */
function visible({ files, ignore = '' }: Project): string[] {
  const ignored = createIgnore(ignore);
  return files.filter((path) => !ignored(path));
}

function copy(one: Instruction, machine: Machine, site: Site): void {
  const { flags, line } = one;
  const words = one.list ?? one.words;
  const sources = words.slice(0, -1);
  const to = words.at(-1) ?? '.';
  const other = flags['from'] === undefined ? undefined : stageNamed(site.file.stages, flags['from']);
  const from = other && site.machines.get(other);
  // Of images of others nothing is known.
  if (flags['from'] !== undefined && !from) return;
  const there = from ? [...from.files.keys()].map((path) => path.slice(1)) : visible(site.project);
  for (const source of sources) {
    const plain = normal(source);
    const found = there.filter((path) => covers(plain, path));
    if (found.length === 0 && !/[*?[$]|:\/\/|^<</.test(source)) throw new BuildFault(missing(plain, flags['from'], site));
    for (const path of found) {
      const origin = from?.files.get(`/${path}`) ?? { line, by: 'copy' as const };
      put(machine, targetOf(path, plain, { to, machine, several: sources.length > 1 }), { ...origin, line });
    }
  }
} // prettier-ignore

function missing(source: string, from: string | undefined, { project }: Site): string {
  if (from !== undefined) return `The stage ${from} has no /${source} to copy.`;
  const left = project.files.some((path) => covers(source, path));
  return left ? `${source} is named in .dockerignore, so there is nothing to copy.` : `There is no ${source} to copy.`;
}

/** A folder gives what is in it; a file keeps its name where it goes into a folder. */
function targetOf(path: string, source: string, { to, machine, several }: { to: string; machine: Machine; several: boolean }): string {
  const place = resolve(machine.workdir, to);
  const inside = path.slice(folderPart(source, path));
  if (inside !== '') return join(place, inside);
  const intoFolder = several || /(?:^|\/)\.{0,2}$/.test(to) || /[*?[]/.test(source) || place === machine.workdir || [...machine.files.keys()].some((file) => file.startsWith(`${place}/`));
  return intoFolder ? join(place, path.split('/').at(-1)!) : place;
} // prettier-ignore

/** How much of a path is the folder that was named; all of it where the file itself was. */
function folderPart(source: string, path: string): number {
  const plain = normal(source);
  if (plain === '') return 0;
  const depth = plain.split('/').length;
  const parts = path.split('/');
  return parts.length === depth ? path.length : parts.slice(0, depth).join('/').length + 1;
}

function variablesOf({ name, words }: Instruction): Record<string, string> {
  if (name === 'ENV' && !words[0]?.includes('=')) return { [words[0] ?? '']: words.slice(1).join(' ') };
  const pairs = words.map((word) => /^([^=]+)=(.*)$/.exec(word)).filter((match) => match !== null);
  return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value.replace(/^(["'])(.*)\1$/, '$2')]));
}

/** ENTRYPOINT and CMD together; a new ENTRYPOINT forgets the CMD of what lies below. */
function commandOf({ stages }: Dockerfile): string[] | undefined {
  const below = chain(stages);
  const said = below.flatMap(({ body }) => body);
  const entry = said.findLast(({ name }) => name === 'ENTRYPOINT');
  const command = said.findLast(({ name }) => name === 'CMD');
  if ((entry && !entry.list) || (command && !command.list)) return undefined;
  const own = /distroless\/nodejs/.test(below[0]?.base ?? '') ? ['node'] : [];
  const words = [...(entry?.list ?? own), ...(command?.list ?? [])];
  return words.length > 0 ? words : undefined;
}

const normal = (path: string) => path.replace(/^(?:\.?\/)+/, '').replace(/\/+$/, '').replace(/^\.$/, ''); // prettier-ignore
const join = (folder: string, path: string) => (path === '' ? folder : `${folder === '/' ? '' : folder}/${path}`);
