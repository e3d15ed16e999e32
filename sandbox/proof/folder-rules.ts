import { isAsked } from '../answers/files.ts';
import { feedbackFile, survivorsFile } from '../exercise.ts';
import { isHidden } from '../hidden-files.ts';
import { readSurvivors } from '../mutants/survivors.ts';
import type { Exercise, Files } from '../types.ts';
import { lineOf, type Finding } from './finding.ts';
import { leftOpen } from './left-open.ts';
import { suiteFindings } from './suite-rules.ts';
import { countWords, longestMessage, wordsAgainstTone } from './words.ts';

/** The rules for what lies in an exercise's folder; nothing is run. Pure. */
export function folderFindings(exercise: Exercise, files: Files): Finding[] {
  const folder = `exercises/${exercise.slug}`;
  const suites = Object.entries(exercise.tests).filter(([file]) => !isAsked(file));
  return [
    ...Object.entries(files).flatMap(([file, text]) =>
      file === feedbackFile ? [] : leftOpen(`${folder}/${file}`, String(text)),
    ),
    ...starterFindings(exercise, files),
    ...answerFindings(exercise, files),
    ...wordFindings(exercise, String(files['README.md'])),
    ...strayFindings(exercise, files),
    ...survivorFindings(folder, files),
    ...suites.flatMap(([file, source]) => suiteFindings(`${folder}/${file}`, exercise.kind, String(source))),
    ...suites.flatMap(([file, source]) => importFindings(`${folder}/${file}`, String(source))),
  ];
}

/** What is wrong with a slug, which is also a folder's and an address's name. */
export function slugFindings(slug: string): Finding[] {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return [];
  const problem = `“${slug}” cannot be the name of an exercise.`;
  const advice = 'Write it in small letters and digits with single hyphens, like hello-server.';
  return [{ file: `exercises/${slug}`, rule: 'names', problem, advice }];
}

const idsOf = (files: Files, kind: string): string[] => [
  ...new Set(Object.keys(files).flatMap((file) => (file.startsWith(`${kind}/`) ? [file.split('/')[1]!] : []))),
];

function starterFindings({ slug, focus, starter }: Exercise, files: Files): Finding[] {
  const marked = focus.some((file) => String(starter[file]).includes('TODO'));
  const file = `exercises/${slug}/${focus[0]}`;
  const rule = 'TODO';
  const missing = {
    file,
    rule,
    problem: 'The starter does not say what is left to do.',
    advice: 'Add a comment that begins with TODO where the learner begins.',
  };
  const answers = Object.entries(files).filter(([path, text]) => /^(solution|alt)\//.test(path) && String(text).includes('TODO'));
  const left = answers.map(([path, text]) => ({
    file: `exercises/${slug}/${path}`,
    line: lineOf(String(text), 'TODO')!,
    rule,
    problem: 'A right answer still has a TODO.',
    advice: 'Take the comment out.',
  }));
  return [...(marked ? [] : [missing]), ...left];
} // prettier-ignore

function answerFindings({ slug, wrong }: Exercise, files: Files): Finding[] {
  const found: Finding[] = [];
  const say = (rule: string, problem: string, advice: string, line?: number) =>
    found.push({ file: `exercises/${slug}/README.md`, ...(line && { line }), rule, problem, advice });
  if (!Object.keys(files).some((path) => path.startsWith('solution/')))
    say('right answers', 'There is no solution.', 'Write it to solution/, under the names that the starter’s files have.');
  const alts = idsOf(files, 'alt');
  if (alts.length < 2)
    say('right answers', `There ${alts.length ? 'is one other right answer' : 'are no other right answers'} in alt/.`, 'Add a second design, as different as you can make it: the suite must accept both.');
  const folders = idsOf(files, 'wrong');
  const readme = String(files['README.md']);
  if (!folders.length && !Object.keys(wrong).length)
    say('wrong answers', 'There are no wrong answers.', 'Add wrong/<id>/ with a typical one, and its diagnosis below `wrong:`.');
  for (const id of folders.filter((one) => !(one in wrong)))
    say('wrong answers', `wrong/${id} has no diagnosis in the front matter.`, `Add \`${id}: '…'\` below \`wrong:\`.`, lineOf(readme, '\nwrong:') && lineOf(readme, '\nwrong:')! + 1);
  for (const id of Object.keys(wrong).filter((one) => !folders.includes(one)))
    say('wrong answers', `There is no folder wrong/${id} for the diagnosis of that name.`, `Add wrong/${id}/ with the files that differ from the solution.`, lineOf(readme, `${id}:`));
  const diagnoses = Object.values(wrong);
  for (const repeated of new Set(diagnoses.filter((one, at) => diagnoses.indexOf(one) !== at)))
    say('wrong answers', `Two wrong answers have the diagnosis “${repeated}”.`, 'Give each its own, or keep one of them.', lineOf(readme, repeated));
  for (const long of diagnoses.filter((one) => countWords(one) > longestMessage))
    say('messages', `A diagnosis has ${countWords(long)} words.`, `Keep it within ${longestMessage}; better ten.`, lineOf(readme, long.slice(0, 30)));
  return found;
} // prettier-ignore

function wordFindings({ slug, title, task, hints, wrong }: Exercise, readme: string): Finding[] {
  const words = wordsAgainstTone([task, title, ...hints, ...Object.values(wrong)].join('\n'));
  const file = `exercises/${slug}/README.md`;
  const tone = [...new Set(words)].map((word) => ({
    file,
    ...(lineOf(readme, word) && { line: lineOf(readme, word)! }),
    rule: 'tone',
    problem: `The task uses “${word}”.`,
    advice: 'Say it without: nobody should read that what they struggle with is a small thing.',
  }));
  if (task.trim().length > 80) return tone;
  const problem = 'The task is missing or says next to nothing.';
  return [...tone, { file, rule: 'task', problem, advice: 'Write below the front matter what the program has to do, with an example.' }];
} // prettier-ignore

function strayFindings({ slug, starter, focus, serve, tests }: Exercise, files: Files): Finding[] {
  const answered = new Set(Object.keys(starter));
  const known = new Set(['README.md', feedbackFile, survivorsFile, ...Object.keys(tests)]);
  const texts = Object.entries(files).map(([path, text]) => [path, String(text)] as const);
  const used = (path: string) =>
    focus.includes(path) || path === serve || texts.some(([other, text]) => other !== path && text.includes(path.replace(/\.[cm]?ts$/, '').split('/').at(-1)!));
  const stray = Object.keys(files).filter((path) => {
    if (known.has(path)) return false;
    const [folder, id, ...rest] = path.split('/');
    if (folder === 'solution') return !answered.has([id, ...rest].join('/'));
    if (folder === 'alt' || folder === 'wrong') return rest.length === 0;
    return path.split('/').some(isHidden) || /~$|\.(orig|rej|log|bak|tmp)$/.test(path) || !used(path);
  });
  return stray.map((path) => ({
    file: `exercises/${slug}/${path}`,
    rule: 'stray files',
    problem: 'Nothing uses this file.',
    advice: path.startsWith('solution/') ? 'Give it the name of the starter’s file that it replaces, or delete it.' : 'Delete it, or name it in `focus`.',
  }));
} // prettier-ignore

function survivorFindings(folder: string, files: Files): Finding[] {
  const source = files[survivorsFile];
  const file = `${folder}/${survivorsFile}`;
  try {
    if (source !== undefined) readSurvivors(file, String(source));
    return [];
  } catch (error) {
    const advice = 'Each entry has file, in (the line), edits (“before → after”) and reason.';
    return [{ file, rule: 'mutants', problem: (error as Error).message, advice }];
  }
}

function importFindings(file: string, source: string): Finding[] {
  const outside = [...source.matchAll(/from '((?:\.\.\/|\/)[^']*)'/g)].map(([, specifier]) => ({
    file,
    line: lineOf(source, `'${specifier}'`)!,
    rule: 'imports',
    problem: `The suite imports ${specifier}, which is outside of its folder.`,
    advice: 'A suite imports Vitest, #testing, packages and its own folder; copy what it needs.',
  }));
  if (/from '#testing(?:\/[^']+)?'/.test(source)) return outside;
  const problem = 'The suite does not import `#testing`.';
  return [...outside, { file, rule: 'imports', problem, advice: 'Its `explain` says to a learner what was sent, got and expected.' }];
} // prettier-ignore
