import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { isAsked } from './answers/files.ts';
import { nearest } from './nearest.ts';
import { isServiceName, serviceNames, type ServiceName } from './services/names.ts';
import type { Exercise, Files } from './types.ts';
import { unmetNeeds } from './webcontainer/unmet-needs.ts';

const kinds = [
  'write',
  'fix',
  'predict',
  'order',
  'quiz',
  'review',
  'sql',
  'shell',
  'config',
  'project',
] as const satisfies Exercise['kind'][];

const requestSchema = z.strictObject({
  title: z.string().min(1),
  method: z
    .string()
    .regex(/^[A-Z]+$/, 'must be in capitals, such as GET')
    .default('GET'),
  path: z.string().startsWith('/'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
});

const servicesSchema = z.array(z.string()).transform((names, { addIssue }): ServiceName[] => {
  for (const [at, name] of names.entries()) {
    const [meant] = nearest(name.toLowerCase(), serviceNames, 1);
    const advice = meant ? `Did you mean ${meant}?` : `There are ${serviceNames.join(', ')}.`;
    if (!isServiceName(name)) addIssue(`there is no service called ${name}. ${advice}`);
    else if (names.indexOf(name) < at) addIssue(`${name} is named twice; there is one of each.`);
  }
  return names.filter(isServiceName);
});

/** The front matter of an exercise's README.md. A key that is not here is a mistake. */
export const exerciseSchema = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(kinds),
  language: z.string().regex(/^[a-z]+$/, 'must be one word in lower case, such as typescript'),
  focus: z.array(z.string()).min(1),
  timeLimit: z.number().positive().max(60).default(5),
  hints: z.array(z.string().min(1)).length(3, 'must hold three hints: a nudge, the concept, the region'),
  serve: z.string().optional(),
  services: servicesSchema.optional(),
  fullNode: z.string().min(1).optional(),
  requests: z.array(requestSchema).default([]),
  wrong: z.record(z.string(), z.string().min(1)),
});

/** The folders of an exercise that hold answers. Everything else, but for the suite and what is for authors, is the starter. */
const answers = ['solution', 'alt', 'wrong'];
const readme = 'README.md';
/** What learners read of each typical wrong answer, kept so that a change of words shows in a review. */
export const feedbackFile = 'feedback.md';
/** The edits of the solution that the suite accepts, and why that is right. */
export const survivorsFile = 'mutants.yml';
const notStarter = [readme, feedbackFile, survivorsFile];

/**
 * Reads the folder `exercises/<slug>`, given as its files with paths relative to it. Pure.
 * Throws one error that lists every fault, each with its file and key.
 */
export function parseExercise(slug: string, files: Files): Exercise {
  const source = files[readme];
  const file = `exercises/${slug}/${readme}`;
  if (source === undefined) throw new Error(`${file} is missing. It holds the front matter and the task.`);
  const { data, body } = readFrontMatter(file, text(source));
  const checked = exerciseSchema.safeParse(data);
  if (!checked.success) throw new Error(describeIssues(file, checked.error, Object.keys(exerciseSchema.shape)));
  const { wrong, ...front } = checked.data;

  const starter: Files = {};
  const suites: Files = {};
  const asked: Files = {};
  for (const [path, contents] of Object.entries(files)) {
    if (notStarter.includes(path) || answers.includes(path.split('/')[0]!)) continue;
    if (/^[^/]+\.test\.ts$/.test(path)) suites[path] = contents;
    else if (isAsked(path)) asked[path] = contents;
    else starter[path] = contents;
  }
  if (Object.keys(suites).length === 0)
    throw new Error(`exercises/${slug}/app.test.ts is missing: a suite has to grade it.`);
  const named = [...front.focus.map((path) => ['focus', path]), ...(front.serve ? [['serve', front.serve]] : [])];
  for (const [key, path = ''] of named) {
    if (path in starter) continue;
    throw new Error(`${file}: ${key}: there is no file ${path}. The starter has ${Object.keys(starter).join(', ')}.`);
  }
  if (front.services?.length && !front.serve)
    throw new Error(`${file}: services: they start beside a server, and serve: names none.`);
  if (front.fullNode && !runsOnFullNode({ ...front, starter, tests: { ...suites, ...asked } }))
    throw new Error(`${file}: fullNode: it runs TypeScript and JavaScript, and has no databases of this course.`);
  return { slug, ...front, starter, tests: { ...suites, ...asked }, wrong, task: body };
}

/** Whether full Node can run it: databases and languages other than JavaScript's are parts of the embedded runtime. */
export const runsOnFullNode = (exercise: Pick<Exercise, 'services' | 'language' | 'starter' | 'tests'>): boolean =>
  !exercise.services?.length &&
  /^(?:typescript|javascript)$/.test(exercise.language) &&
  unmetNeeds({ ...exercise.starter, ...exercise.tests }) === undefined;

/** The README of a learner's copy: the task, and the hints behind folds at its end. */
export function taskReadme({ title, task, hints }: Pick<Exercise, 'title' | 'task' | 'hints'>): string {
  const folded = hints.map((hint, at) => `<details><summary>Hint ${at + 1}</summary>\n\n${hint}\n\n</details>\n`);
  return `# ${title}\n\n${task}\n\n## Hints\n\nEach says more than the one before it.\n\n${folded.join('\n')}`;
}

export interface Variant {
  /** `starter`, `solution`, `alt/<id>` or `wrong/<id>`. */
  name: string;
  /** What a runtime mounts. */
  files: Files;
}

/** The starter and every answer in the folder: solution on top of the starter, `alt` and `wrong` on top of the solution. */
export function variantsOf(exercise: Exercise, files: Files): Variant[] {
  const below = (folder: string) =>
    Object.fromEntries(
      Object.entries(files)
        .filter(([path]) => path.startsWith(`${folder}/`))
        .map(([path, contents]) => [path.slice(folder.length + 1), contents]),
    );
  const variant = (name: string, ...layers: Files[]): Variant => ({
    name,
    files: Object.assign({}, exercise.starter, ...layers, exercise.tests),
  });
  const folders = (kind: string) => [
    ...new Set(Object.keys(below(kind)).map((path) => `${kind}/${path.split('/')[0]}`)),
  ];
  const solution = below('solution');
  return [
    variant('starter'),
    variant('solution', solution),
    ...[...folders('alt'), ...folders('wrong')].map((folder) => variant(folder, solution, below(folder))),
  ];
}

/** Splits `---\n<yaml>\n---\n<body>`. Throws with the file's name when the YAML cannot be read. */
export function readFrontMatter(file: string, source: string): { data: unknown; body: string } {
  const match = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (!match) throw new Error(`${file} has no front matter: its first line must be ---.`);
  try {
    return { data: parseYaml(match[1]!), body: source.slice(match[0].length).trim() };
  } catch (error) {
    throw new Error(`${file}: the front matter is not valid YAML. ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

/** One line for each fault: the file, the key, what is wrong. */
export function describeIssues(file: string, error: z.ZodError, knownKeys: string[]): string {
  return error.issues
    .map((issue) => {
      const where = issue.path.length ? `${issue.path.join('.')}: ` : '';
      if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
        return `${file}: ${where}is missing`;
      if (issue.code !== 'unrecognized_keys') return `${file}: ${where}${issue.message}`;
      const known = issue.path.length === 0 ? ` Known keys are ${knownKeys.join(', ')}.` : '';
      return `${file}: ${where}unknown key ${issue.keys.join(', ')}.${known}`;
    })
    .join('\n');
}

function text(contents: string | Uint8Array): string {
  return typeof contents === 'string' ? contents : new TextDecoder().decode(contents);
}
