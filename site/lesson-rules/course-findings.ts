import path from 'node:path';
import { parse as parseYaml } from 'yaml';
import { foldersIn, readFolder } from '../../sandbox/local/workspace.ts';
import { nearest } from '../../sandbox/nearest.ts';
import { lineOf, type Finding } from '../../sandbox/proof/finding.ts';
import { frontMatterFaults } from '../author/placed-error.ts';
import { lessonFindings, type Course, type ReadLesson } from './lesson-findings.ts';
import { componentNames, parseLesson, parseRoadmap } from './parse-lesson.ts';
import { courseFindings } from './whole-findings.ts';

export interface LessonRow {
  /** `stage/lesson`. */
  id: string;
  words: number;
  findings: Finding[];
}

/** Every lesson with its findings, and what is wrong with the course as a whole. `project`: its folder. */
export function checkLessons(project: string): { lessons: LessonRow[]; findings: Finding[] } {
  const files = readFolder(path.join(project, 'lessons'));
  const paths = Object.keys(files).filter((file) => file.endsWith('.mdx'));
  const roadmap = readYaml('roadmap.yml', String(files['roadmap.yml'] ?? ''), parseRoadmap);
  const glossary = readYaml(
    'glossary.yml',
    String(files['glossary.yml'] ?? ''),
    (text) => (parseYaml(text) ?? {}) as object,
  );
  const course: Course = {
    planned: (roadmap.value ?? []).flatMap(({ slug, lessons }) =>
      lessons.map((lesson) => ({ ...lesson, id: `${slug}/${lesson.slug}` })),
    ),
    written: paths.map((file) => file.replace(/\.mdx$/, '')),
    exercises: foldersIn(path.join(project, 'exercises')),
    milestones: milestonesIn(String(files['capstones.yml'] ?? '')),
    terms: Object.keys(glossary.value ?? {}),
  };
  const read = paths.map((file) => readOne(file, String(files[file])));
  const lessons = read.map((one) =>
    'findings' in one ? one : { id: one.id, words: one.words, findings: lessonFindings(one, course) },
  );
  const whole = read.filter((one) => !('findings' in one)) as ReadLesson[];
  const sources = { roadmap: String(files['roadmap.yml']), glossary: String(files['glossary.yml']) };
  return { lessons, findings: [...roadmap.findings, ...glossary.findings, ...courseFindings(whole, course, sources)] };
}

/** The exercises that capstones name. What else the file says is checked where it is read for the site. */
function milestonesIn(source: string): string[] {
  const capstones = (parseYaml(source) ?? []) as { milestones: (string | { exercise: string })[] }[];
  return capstones.flatMap(({ milestones }) =>
    milestones.flatMap((one) => (typeof one === 'string' ? [] : one.exercise)),
  );
}

/** A file of the course, or why it cannot be read. */
function readYaml<Value>(
  name: string,
  source: string,
  parse: (text: string) => Value,
): { value?: Value; findings: Finding[] } {
  try {
    return { value: parse(source), findings: [] };
  } catch (error) {
    const file = `lessons/${name}`;
    const problem = (error as Error).message.replaceAll(`${file}: `, '');
    const line = Number(/at line (\d+)/.exec(problem)?.[1]) || undefined;
    return {
      findings: [{ file, ...(line && { line }), rule: 'form', problem, advice: 'Give it the form of its neighbours.' }],
    };
  }
}

function readOne(file: string, source: string): ReadLesson | LessonRow {
  const id = file.replace(/\.mdx$/, '');
  const place = `lessons/${file}`;
  try {
    return { id, path: place, source, ...parseLesson(place, source) };
  } catch (error) {
    const { message } = error as Error;
    if ((error as Error).cause) {
      const found = placed(message.replaceAll(`${place}: `, ''), source);
      return { id, words: 0, findings: [{ file: place, rule: 'form', ...found }] };
    }
    const faults = frontMatterFaults(message, place, source);
    const rest = { file: place, rule: 'front matter', advice: help };
    return {
      id,
      words: 0,
      findings: faults.map(({ words, line }) => ({ ...rest, ...(line && { line }), problem: words })),
    };
  }
}

const help = 'docs/authoring.md shows the form of a lesson; /authoring/components/ its parts.';

/** What the compiler says, with the line in the file and the next step. */
function placed(problem: string, source: string): Pick<Finding, 'line' | 'problem' | 'advice'> {
  const [, unknown] = /component `(\w+)` to be defined/.exec(problem) ?? [];
  if (unknown) {
    const [near] = nearest(unknown, componentNames, 1);
    const advice = `${near ? `Did you mean <${near}>? ` : ''}/authoring/components/ lists what there is.`;
    return { line: lineOf(source, `<${unknown}`) ?? 1, problem: `There is no component <${unknown}>.`, advice };
  }
  // The compiler counts from the first line below the front matter.
  const above = /^---\r?\n[\s\S]*?\r?\n---\s*/.exec(source)?.[0].split('\n').length ?? 1;
  const [counted, line] = /^(\d+):\d+: /.exec(problem) ?? [];
  if (!line) return { problem, advice: help };
  const said = problem
    .slice(counted!.length)
    .replace(/\b(\d+):(\d+)/g, (_place, at: string, column: string) => `${Number(at) + above - 1}:${column}`);
  return { line: Number(line) + above - 1, problem: said, advice: help };
}
