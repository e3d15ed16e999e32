import { looseImage } from '../images.ts';
import { secretName, type Hit, type Rule } from '../types.ts';
import { chain, type Dockerfile, type Instruction } from './read.ts';

const installs = /\b(?:npm (?:ci|install|i)|yarn install|pnpm (?:install|i))\b/;
/** What COPY and ADD take, without where it goes. */
export const sourcesOf = ({ words, list }: Instruction): string[] => (list ?? words).slice(0, -1);
export const copies = ({ name }: Instruction) => name === 'COPY' || name === 'ADD';

/** What a first image is taught with; `more-rules.ts` goes on. */
export const firstRules: Rule<Dockerfile>[] = [
  {
    id: 'pinned-base',
    why: 'Two builds of the same commit then differ, and one of them breaks on a day when nothing was changed.',
    advice: 'Name a version, such as node:24-slim.',
    find: ({ stages }) =>
      stages.flatMap(({ from, base: image }, index) => {
        if (stages.slice(0, index).some(({ alias }) => alias && alias === image)) return [];
        const problem = image ? looseImage(image) : undefined;
        return problem ? [{ line: from.line, problem }] : [];
      }),
  },
  {
    id: 'lockfile-first',
    why: 'Each layer is kept until something in it changes. With the source in front, every edit reinstalls everything.',
    advice: 'Copy package.json and package-lock.json, install, and copy the rest after that.',
    find: ({ stages }) =>
      stages.flatMap(({ body }) => {
        const install = body.findIndex(({ name, args }) => name === 'RUN' && installs.test(args));
        const before = body.slice(0, Math.max(0, install)).filter(copies);
        const whole = before.find((one) => one.flags['from'] === undefined && sourcesOf(one).some((source) => source === '.' || source === './'));
        return whole ? [{ line: whole.line, problem: 'All of the source is copied before the packages are installed.' }] : [];
      }),
  },
  {
    id: 'npm-ci',
    why: 'npm install may change the lockfile and take other versions than the ones that were tested.',
    advice: 'Write RUN npm ci.',
    find: ({ all }) =>
      all
        .filter(({ name, args }) => name === 'RUN' && /\bnpm (?:install|i)(?:\s+--?[\w-]+(?:=\S+)?)*\s*(?:$|&&|;)/.test(args))
        .filter(({ args }) => !/(?:\s-g\b|--global)/.test(args))
        .map(({ line }) => ({ line, problem: 'Packages are installed without holding to the lockfile.' })),
  },
  {
    id: 'stages',
    why: 'Compilers, test tools and the source travel along with the program, for everybody who breaks in to use.',
    advice: 'Build in one stage, and copy what it made into a second one with COPY --from.',
    find: ({ stages, all }) => {
      const build = all.find(({ name, args }) => name === 'RUN' && /\bnpm run build\b|\btsc\b/.test(args));
      return build && stages.length === 1 ? [{ line: build.line, problem: 'What builds the program ships with it.' }] : [];
    },
  },
  {
    id: 'user',
    why: 'Who breaks out of the program is then root in the container, and one mistake away from the machine.',
    advice: 'Write USER node (the image has that user) before CMD.',
    find: ({ stages }) => {
      const built = chain(stages);
      const last = stages.at(-1);
      if (!last) return [];
      const user = built.flatMap(({ body }) => body).findLast(({ name }) => name === 'USER');
      const rooted = user && /^(?:root|0)(?::|$)/.test(user.args);
      if (user ? !rooted : /nonroot/.test(built[0]?.base ?? '')) return [];
      return [{ line: (user ?? last.from).line, problem: user ? 'The program runs as root.' : 'No USER: the program runs as root.' }];
    },
  },
  {
    id: 'exec-cmd',
    why: 'In this form sh runs the program, gets the SIGTERM of a stop, and does not pass it on: requests are cut after ten seconds.',
    advice: 'Write a list: CMD ["node", "server.js"].',
    find: ({ stages }) =>
      (stages.at(-1)?.body ?? [])
        .filter(({ name, args }) => (name === 'CMD' || name === 'ENTRYPOINT') && !args.startsWith('[') && args !== '')
        .map(({ name, line }) => ({ line, problem: `${name} is in shell form.` })),
  },
  {
    id: 'no-secrets',
    why: 'Layers keep everything: whoever has the image reads it, also when a later line deletes it.',
    advice: 'Hand it over when the container starts, and name .env in .dockerignore.',
    find: ({ all }) =>
      all.flatMap((one): Hit[] => {
        if (copies(one) && sourcesOf(one).some((source) => /(?:^|\/)\.env(?:\.(?!example)\w+)?$/.test(source)))
          return [{ line: one.line, problem: 'A file with secrets is copied into the image.' }];
        return valuesOf(one)
          .filter(({ name, value }) => secretName.test(name) && (one.name === 'ARG' || (value !== '' && !value.startsWith('$'))))
          .map(({ name }) => ({ line: one.line, problem: one.name === 'ARG' ? `Everybody who has the image can read the build argument ${name}.` : `The value of ${name} stands in the image.` }));
      }),
  },
]; // prettier-ignore

/** What ENV and ARG set: `NAME=value` each, or `NAME value`. */
function valuesOf({ name, words }: Instruction): { name: string; value: string }[] {
  if (name !== 'ENV' && name !== 'ARG') return [];
  if (name === 'ENV' && !words[0]?.includes('=')) return [{ name: words[0] ?? '', value: words.slice(1).join(' ') }];
  return words.map((word) => ({ name: word.split('=')[0]!, value: word.split('=').slice(1).join('=') }));
}
