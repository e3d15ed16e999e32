import { validate } from 'dockerfile-utils';
import { nearest } from '../../nearest.ts';
import type { Context, Fault, Linter, Reading } from '../types.ts';
import { unknownStages, moreRules } from './more-rules.ts';
import { needsNoBuffer, parseDockerfile, type Dockerfile } from './read.ts';
import { firstRules } from './rules.ts';

const known = ['ADD', 'ARG', 'CMD', 'COPY', 'ENTRYPOINT', 'ENV', 'EXPOSE', 'FROM', 'HEALTHCHECK', 'LABEL', 'ONBUILD', 'RUN', 'SHELL', 'STOPSIGNAL', 'USER', 'VOLUME', 'WORKDIR']; // prettier-ignore

/** The library's codes that a build takes, and what our rules already say. */
const unknownInstruction = 38;
const casing = 0;
/** Several sources and no slash at the end. Builders take `.` for `./` all the same, so that is no fault. */
const noFolder = 23;

function read(text: string, context: Context): Reading<Dockerfile> {
  const source = { ...parseDockerfile(text), ...(context.files && { files: context.files }) };
  return { source, faults: [...libraryFaults(text), ...stageFaults(source), ...missingFiles(source)] };
}

/** What dockerfile-utils finds: the grammar of each instruction, its flags, ports, durations and signals. */
function libraryFaults(text: string): Fault[] {
  const lines = text.split('\n');
  return needsNoBuffer(() => validate(text))
    .map((fault) => ({
      ...fault,
      word: lines[fault.range.start.line]!.slice(fault.range.start.character, fault.range.end.character),
    }))
    .filter(({ code, word }) => code !== casing && !(code === noFolder && word === '.'))
    .map(({ code, message, severity, word, range: { start } }): Fault => {
      const line = start.line + 1;
      const column = start.character + 1;
      if (code === unknownInstruction) {
        const [near] = nearest(word.toUpperCase(), known, 1);
        const problem = `${word.toUpperCase()} is not an instruction of a Dockerfile.`;
        return { line, column, problem, ...(near && { advice: `Perhaps ${near} is meant.` }) };
      }
      return {
        line,
        column,
        problem: String(message).replace(/\.?$/, '.'),
        ...(severity !== 1 && { rule: 'questionable' }),
      };
    });
}

function stageFaults(file: Dockerfile): Fault[] {
  const first = file.all.find(({ name }) => name !== 'ARG');
  const early = first && first.name !== 'FROM' && known.includes(first.name);
  return [
    ...(early ? [{ line: first.line, problem: 'Nothing but ARG may come before FROM.' }] : []),
    ...unknownStages(file).map(({ one, near }) => ({
      rule: 'unknown-stage',
      line: one.line,
      problem: `No stage before this one is called “${one.flags['from']}”.`,
      ...(near[0] && { advice: `Perhaps ${near[0]} is meant.` }),
    })),
  ];
}

/** Sources that the folder does not have. Only plain names are looked for: no patterns, variables or addresses. */
function missingFiles({ all, files }: Dockerfile): Fault[] {
  if (!files) return [];
  const there = (source: string) => files.some((file) => file === source || file.startsWith(`${source}/`));
  return all
    .filter(({ name, flags, args }) => (name === 'COPY' || name === 'ADD') && flags['from'] === undefined && !args.includes('<<'))
    .flatMap((one) =>
      (one.list ?? one.words)
        .slice(0, -1)
        .filter((source) => !/[*?[$]|:\/\//.test(source))
        .map((source) => source.replace(/^\.?\/|\/$/g, ''))
        .filter((source) => source !== '' && source !== '.' && !there(source))
        .map((source) => ({ rule: 'missing-file', line: one.line, problem: `There is no “${source}” to copy.` })),
    );
} // prettier-ignore

export const dockerfile = {
  read,
  checks: {
    questionable: {
      severity: 'warning',
      why: 'A build takes it, and does something else than it seems to say.',
      advice: 'Write it so that one reading is left.',
    },
    'unknown-stage': {
      why: 'Docker then takes it for the name of an image, and tries to fetch that from the internet.',
      advice: 'Write the name that stands behind AS, or add the stage above.',
    },
    'missing-file': {
      why: 'The build ends here: what is copied must be in the folder that is sent to the builder.',
      advice: 'Mend the name, or add the file.',
    },
  },
  rules: [...firstRules, ...moreRules],
} satisfies Linter<Dockerfile>;
