import type { Flags } from '../command.ts';
import type { Asker } from './ask.ts';
import { openPlace } from './lesson.ts';
import { faultOfLesson, titleOf } from './names.ts';
import { faultOfExercise, type Course, type ExerciseWishes, type LessonWishes } from './plan.ts';
import { templates } from './templates.ts';

type Wishes = ({ what: 'exercise' } & ExerciseWishes) | ({ what: 'lesson' } & LessonWishes);

/** What is wished for, from words and flags; what is missing is asked for where there is somebody to ask. */
export async function wishesFor(words: string[], flags: Flags, course: Course, asker?: Asker): Promise<Wishes> {
  const [what = await asker?.choice('What is new?', { exercise: 'something to solve', lesson: 'something to read' }, '1')] =
    words; // prettier-ignore
  if (what !== 'exercise' && what !== 'lesson') throw new Error('Say what is new: an exercise or a lesson.');
  const given = (name: string) => flags[name] as string | undefined;
  if (what === 'lesson') {
    refuseFlags(flags, ['exercise', 'title', 'minutes'], 'a lesson');
    return {
      what,
      ...(await lessonWishes(words[1], flags, course, asker)),
      ...named(given('title'), given('minutes')),
    };
  }
  refuseFlags(flags, ['template', 'kind', 'language', 'title', 'lesson', 'similar'], 'an exercise');
  const fault = (slug: string) => faultOfExercise(slug, course, flags['similar'] === true);
  const slug = await nameFor(words[1], 'Its slug, such as hello-server', fault, asker);
  const asked = asker ? await askAboutExercise(slug, course, asker) : {};
  return { what, slug, ...flags, ...asked } as Wishes;
}

async function askAboutExercise(slug: string, course: Course, asker: Asker) {
  const kinds = Object.fromEntries(Object.entries(templates).map(([name, { what }]) => [name, what]));
  const template = await asker.choice('What is it made of?', kinds, '2');
  const title = await asker.text('Its title', titleOf(slug));
  const open = course.lessons.find(({ id }) => course.lesson(id)?.includes(openPlace))?.id ?? '';
  const fault = (id: string) => (id ? faultOfLesson(id, course.lessons, course.stages, '') : undefined);
  const lesson = await asker.text('The lesson that uses it, as stage/lesson, or nothing for now', open, fault);
  return { template, title, ...(lesson && { lesson }) };
}

async function lessonWishes(word: string | undefined, flags: Flags, course: Course, asker?: Asker) {
  const fault = (id: string) =>
    course.lesson(id) === undefined
      ? faultOfLesson(id, course.lessons, course.stages, '')
      : `lessons/${id}.mdx is there already.`;
  const next = course.lessons.find(({ id }) => course.lesson(id) === undefined)?.id ?? '';
  const id = await nameFor(word, 'Which lesson of the roadmap, as stage/lesson', fault, asker, next);
  const exercises = (flags['exercise'] as string[] | undefined) ?? [];
  if (!asker) return { id, exercises };
  const said = await asker.text('Its exercises, with spaces between them, or nothing for now', '');
  return { id, exercises: said.split(/[\s,]+/).filter(Boolean) };
}

/** The word as it was given, where it will do; asked for otherwise. Without anybody to ask, what follows refuses it. */
async function nameFor(
  word: string | undefined,
  question: string,
  fault: (name: string) => string | undefined,
  asker?: Asker,
  preset = '',
): Promise<string> {
  if (!asker || (word !== undefined && !fault(word))) return word ?? '';
  const why = word === undefined ? '' : `${fault(word)}\n`;
  return asker.text(`${why}${question}`, preset, fault);
}

function named(title: string | undefined, minutes: string | undefined): { title?: string; minutes?: number } {
  if (minutes !== undefined && !/^\d+$/.test(minutes))
    throw new Error(`--minutes takes a whole number, not “${minutes}”.`);
  return { ...(title !== undefined && { title }), ...(minutes !== undefined && { minutes: Number(minutes) }) };
}

function refuseFlags(flags: Flags, known: string[], what: string): void {
  const strange = Object.keys(flags).find((flag) => !known.includes(flag));
  if (strange)
    throw new Error(`--${strange} is not for ${what}. It takes ${known.map((flag) => `--${flag}`).join(', ')}.`);
}
