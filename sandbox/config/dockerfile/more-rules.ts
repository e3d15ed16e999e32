import { nearest } from '../../nearest.ts';
import type { Hit, Rule } from '../types.ts';
import { chain, stageNamed, type Dockerfile, type Instruction, type Stage } from './read.ts';
import { sourcesOf } from './rules.ts';

const runs = ({ stages }: Dockerfile) => stages.flatMap(({ body }) => body.filter(({ name }) => name === 'RUN'));
const aptInstalls = /\bapt(?:-get)?\b[^;&|]*\binstall\b/;
const at = (line: number, problem: string): Hit => ({ line, problem });

/** Who copies from what no stage is called, though it looks like a stage's name. */
export function unknownStages({ stages }: Dockerfile): { one: Instruction; near: string[] }[] {
  return stages.flatMap(({ body }, index) =>
    body
      .filter(({ flags: { from } }) => from && !from.includes('$') && !stageNamed(stages.slice(0, index), from))
      // With a slash, a colon or a dot it is an image.
      .filter(({ flags: { from = '' } }) => !/[/:.@]/.test(from))
      .map((one) => ({ one, near: nearest(one.flags['from']!, stages.slice(0, index).map(({ alias }) => alias).filter(Boolean)) })),
  );
} // prettier-ignore

export const moreRules: Rule<Dockerfile>[] = [
  {
    id: 'no-add',
    why: 'ADD also fetches addresses and unpacks archives, so that one line does different things for different files.',
    advice: 'Write COPY. For an address, fetch in a RUN that checks the sum of what came.',
    find: ({ all }) =>
      all
        .filter(({ name, flags }) => name === 'ADD' && flags['checksum'] === undefined)
        .filter((one) => !sourcesOf(one).some((source) => /\.(?:tar|tgz|tar\.\w+)$/.test(source) && !source.includes('://')))
        .map(({ line }) => at(line, 'ADD is used where COPY would do.')),
  },
  {
    id: 'apt-lean',
    why: 'apt takes recommended packages along: a tool of 5 MB comes with 200 MB that nobody asked for.',
    advice: 'Write apt-get install -y --no-install-recommends.',
    find: (file) =>
      runs(file)
        .filter(({ args }) => aptInstalls.test(args) && !args.includes('--no-install-recommends'))
        .map(({ line }) => at(line, 'apt-get installs what it recommends, too.')),
  },
  {
    id: 'apt-clean',
    why: 'What a layer holds stays in the image, also when a later RUN deletes it.',
    advice: 'End the same RUN with && rm -rf /var/lib/apt/lists/*.',
    find: (file) =>
      runs(file)
        .filter(({ args, flags }) => aptInstalls.test(args) && flags['mount'] === undefined && !args.includes('/var/lib/apt/lists'))
        .map(({ line }) => at(line, 'The lists of packages stay in the image.')),
  },
  {
    id: 'apt-update',
    why: 'An update in a layer of its own is kept for months: install then asks for versions that are gone.',
    advice: 'Write apt-get update && apt-get install in one RUN.',
    find: (file) =>
      runs(file)
        .filter(({ args }) => /\bapt(?:-get)?\s+(?:-\S+\s+)*update\b/.test(args) !== aptInstalls.test(args) && /\bapt(?:-get)?\b/.test(args))
        .filter(({ args }) => /\bupdate\b/.test(args) || aptInstalls.test(args))
        .map(({ line, args }) => at(line, aptInstalls.test(args) ? 'apt-get installs without an update in the same RUN.' : 'apt-get update has a layer of its own.')),
  },
  {
    id: 'ship-less',
    why: 'Its sources, tests and build tools go with it: the second stage then saves nothing.',
    advice: 'Copy only what the program needs, such as COPY --from=build /app/dist ./dist.',
    find: ({ stages }) =>
      (stages.at(-1)?.body ?? [])
        .filter(({ flags }) => flags['from'] && stageNamed(stages, flags['from']))
        .filter((one) => wholeApp(stageNamed(stages, one.flags['from']!)!, sourcesOf(one)))
        .map(({ line, flags }) => at(line, `Everything of “${flags['from']}” is copied into the image.`)),
  },
  {
    id: 'dockerignore',
    why: 'COPY . . then takes node_modules, .git and .env along, and each of them changes the layer.',
    advice: 'Add a .dockerignore with node_modules, .git and .env.',
    find: ({ all, files }) => {
      const whole = all.find((one) => one.name === 'COPY' && one.flags['from'] === undefined && sourcesOf(one).some((source) => /^\.\/?$/.test(source)));
      return files && whole && !files.includes('.dockerignore') ? [at(whole.line, 'All of the folder is copied, and there is no .dockerignore.')] : [];
    },
  },
  {
    id: 'healthcheck',
    severity: 'advice',
    why: 'A program that hangs still runs: only a check that asks it finds out. Kubernetes has probes of its own instead.',
    advice: 'Write HEALTHCHECK CMD with a request to the app.',
    find: ({ stages }) => {
      const last = stages.at(-1);
      const serves = last?.body.some(({ name }) => name === 'CMD' || name === 'ENTRYPOINT');
      return last && serves && !chain(stages).some(({ body }) => body.some(({ name }) => name === 'HEALTHCHECK'))
        ? [at(last.from.line, 'Nothing asks the program whether it still answers.')]
        : [];
    },
  },
]; // prettier-ignore

/** The folder that a stage works in, as a whole. */
function wholeApp(stage: Stage, sources: string[]): boolean {
  const folder = stage.body.findLast(({ name }) => name === 'WORKDIR')?.args.replace(/\/$/, '');
  return sources.some((source) => ['/', '.', './', folder, `${folder}/.`].includes(source.replace(/(?<=.)\/$/, '')));
}
