import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'; // prettier-ignore
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

const project = path.resolve(import.meta.dirname, '../..');
const exercisesWanted = 126;

/** ms: on the clock, and of all processors, which other programs on a busy computer do not lengthen. */
export interface Time {
  clock: number;
  processors: number;
}

export interface BuildFigures {
  lessons: number;
  exercises: number;
  /** With the pieces of the engine already built: first without anything else that an earlier build left behind, then with it. */
  first: Time;
  again: Time;
  /** An Astro project with one page that says hello. */
  empty: Time;
}

/** Builds a course of the size that the roadmap plans, from copies of what is written. */
export async function measureBuild(): Promise<BuildFigures> {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-room-bench-'));
  try {
    const course = path.join(folder, 'course');
    copyProject(course);
    const lessons = writeLessons(course);
    const exercises = writeExercises(course, lessons);
    // Where they are older than their sources: they are no part of what is measured.
    await run(course, ['--eval', prepare]);
    const empty = await timeOf(writeEmpty(path.join(folder, 'empty')));
    const first = await timeOf(course);
    const again = await timeOf(course);
    return { lessons: lessons.length, exercises, first, again, empty };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function copyProject(to: string): void {
  mkdirSync(to, { recursive: true });
  const left = ['node_modules', 'dist', 'docs', 'tests', 'test-results', 'workspace', '.git', '.astro'];
  for (const name of readdirSync(project).filter((one) => !left.includes(one))) {
    cpSync(path.join(project, name), path.join(to, name), { recursive: true });
  }
  linkPackages(to);
}

/** Links to each package, so that what a build keeps beside them (`.cache`, `.vite`) is its own. */
function linkPackages(to: string): void {
  const own = path.join(to, 'node_modules');
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(path.join(project, 'node_modules'))) {
    if (!name.startsWith('.')) symlinkSync(path.join(project, 'node_modules', name), path.join(own, name));
  }
}

interface Lesson {
  id: string;
  text: string;
}

/** The lessons of the roadmap that are not written yet, each a copy of one that is. */
function writeLessons(course: string): Lesson[] {
  const stages = parse(readFileSync(path.join(course, 'lessons/roadmap.yml'), 'utf8')) as {
    slug: string;
    lessons: { slug: string; title: string }[];
  }[];
  const planned = stages.flatMap((stage) => stage.lessons.map(({ slug, title }) => ({ id: `${stage.slug}/${slug}`, title }))); // prettier-ignore
  const fileOf = (id: string) => path.join(course, 'lessons', `${id}.mdx`);
  const written = planned.filter(({ id }) => existsSync(fileOf(id))).map(({ id }) => readFileSync(fileOf(id), 'utf8'));
  return planned.map(({ id, title }, place) => {
    if (existsSync(fileOf(id))) return { id, text: readFileSync(fileOf(id), 'utf8') };
    mkdirSync(path.dirname(fileOf(id)), { recursive: true });
    return { id, text: written[place % written.length]!.replace(/^title: .*$/m, `title: ${JSON.stringify(title)}`) };
  });
}

/** A folder of its own for each `<Exercise>`, and a second one in as many lessons as it takes. */
function writeExercises(course: string, lessons: Lesson[]): number {
  const taken = new Set<string>();
  const copy = (slug: string) => {
    const name = taken.has(slug) ? `${slug}-${taken.size}` : slug;
    taken.add(name);
    if (name !== slug) cpSync(path.join(course, 'exercises', slug), path.join(course, 'exercises', name), { recursive: true }); // prettier-ignore
    return name;
  };
  const tag = /<Exercise\s+slug="([^"]+)"\s*\/>/g;
  for (const lesson of lessons) lesson.text = lesson.text.replace(tag, (_tag, slug: string) => `<Exercise slug="${copy(slug)}" />`); // prettier-ignore
  for (const lesson of lessons) {
    if (taken.size >= exercisesWanted) break;
    const [slug] = [...taken];
    lesson.text += `\n<Exercise slug="${copy(slug!)}" />\n`;
  }
  for (const { id, text } of lessons) writeFileSync(path.join(course, 'lessons', `${id}.mdx`), text);
  return taken.size;
}

function writeEmpty(folder: string): string {
  mkdirSync(path.join(folder, 'src/pages'), { recursive: true });
  writeFileSync(path.join(folder, 'package.json'), '{"name":"empty","private":true,"type":"module"}');
  writeFileSync(path.join(folder, 'astro.config.mjs'), 'export default {};');
  writeFileSync(path.join(folder, 'src/pages/index.astro'), '<!doctype html><title>Hello</title><h1>Hello</h1>');
  linkPackages(folder);
  return folder;
}

const mark = 'processor time: ';
const sayProcessors = `data:text/javascript,process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  console.log('${mark}' + (user + system));
})`.replaceAll('\n', '');

const prepare = `
  const { buildEngine } = await import('./sandbox/embedded/packages/build.ts');
  const { buildTypes } = await import('./site/types/build.ts');
  await buildEngine();
  buildTypes();`;

/** What `astro build` takes there. */
async function timeOf(folder: string): Promise<Time> {
  const started = performance.now();
  const said = await run(folder, [
    '--import',
    sayProcessors,
    path.join(project, 'node_modules/astro/bin/astro.mjs'),
    'build',
  ]);
  if (process.env['VERBOSE']) console.log(said);
  return { clock: performance.now() - started, processors: Number(said.split(mark)[1]) / 1000 };
}

/** What a program of Node printed. Rejects with it when it fails. */
function run(folder: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', NO_COLOR: '1' };
    const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    child.once('error', reject).once('close', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`${args.at(-1)} in ${folder} failed:\n${said.slice(-3000)}`));
    });
  });
}
