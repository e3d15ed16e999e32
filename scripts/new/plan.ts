import type { ExerciseKind, Files } from '../../sandbox/types.ts';
import { exerciseTag, lessonFrom, openPlace, roadmapLines, type PlannedLesson } from './lesson.ts';
import { faultOfLesson, faultOfName, titleOf, twinOf } from './names.ts';
import { exerciseFrom, pickTemplate, templates } from './templates.ts';

/** What is there already: what a new name must not collide with, and what it can lean on. */
export interface Course {
  exercises: string[];
  stages: string[];
  lessons: PlannedLesson[];
  /** A lesson's text by its id; undefined when it is not written. */
  lesson(id: string): string | undefined;
}

/** What is going to be written, and what the author does next. */
export interface Plan {
  files: Files;
  said: string;
  next: string[];
}

export interface ExerciseWishes {
  slug: string;
  template?: string;
  kind?: string;
  language?: string;
  title?: string;
  lesson?: string;
  /** Takes a name although one like it is there. */
  similar?: boolean;
}

/** Why there can be no exercise of this name, or undefined. */
export function faultOfExercise(slug: string, course: Course, similar = false): string | undefined {
  if (course.exercises.includes(slug)) return `exercises/${slug} is there already.`;
  const fault = faultOfName(slug);
  if (fault) return fault;
  const twin = similar ? undefined : twinOf(slug, course.exercises);
  return (
    twin && `“${slug}” is almost “${twin}”, which is there already. If both shall be there, say so with --similar.`
  );
}

/** @throws {Error} with what is wrong, in words for the author. */
export function planExercise(wishes: ExerciseWishes, course: Course): Plan {
  const { slug, lesson, title = titleOf(slug) } = wishes;
  const fault = faultOfExercise(slug, course, wishes.similar);
  if (fault) throw new Error(fault);
  const template = pickTemplate(wishes);
  if (template instanceof Error) throw template;
  if (lesson) refuseLesson(lesson, course, {});
  const kind = (wishes.kind ?? templates[template]!.kinds[0]) as ExerciseKind;
  const folder = `exercises/${slug}`;
  const files = under(folder, exerciseFrom(template, { title, kind }));
  const written = lesson ? course.lesson(lesson) : undefined;
  const place = written?.includes(openPlace);
  if (place) files[`lessons/${lesson}.mdx`] = written!.replace(openPlace, () => exerciseTag(slug));
  return {
    files,
    said: `It is a whole exercise that grades: the example of the template ${template} (${templates[template]!.what}).`,
    next: [
      `Write your own in ${folder}/: whatever says FILL IN, then the suite, the starter and the answers.`,
      `npm run check ${slug}`,
      ...(place ? [] : [lessonStep(slug, lesson, written)]),
    ],
  };
}

function lessonStep(slug: string, lesson: string | undefined, written: string | undefined): string {
  if (written) return `Put ${exerciseTag(slug)} into lessons/${lesson}.mdx, below “## Exercise”.`;
  return `npm run new -- lesson ${lesson ?? '<stage>/<lesson>'} --exercise ${slug}   (or put ${exerciseTag(slug)} into one that is there)`;
}

export interface LessonWishes {
  id: string;
  exercises?: string[];
  title?: string;
  minutes?: number;
}

/** @throws {Error} with what is wrong, in words for the author. */
export function planLesson({ id, exercises = [], ...named }: LessonWishes, course: Course): Plan {
  refuseLesson(id, course, named);
  const file = `lessons/${id}.mdx`;
  if (course.lesson(id) !== undefined) throw new Error(`${file} is there already.`);
  const at = course.lessons.findIndex((lesson) => lesson.id === id);
  const planned = course.lessons[at]!;
  refuseOther(planned, named);
  const [slug] = id.split('/').slice(1);
  const missing = exercises.filter((exercise) => !course.exercises.includes(exercise));
  const open = exercises.length === 0;
  return {
    files: { [file]: lessonFrom(planned, course.lessons.slice(0, at), exercises) },
    said: `Title, minutes and needs are those of lessons/roadmap.yml: “${planned.title}”, ${planned.minutes} minutes.`,
    next: [
      `Write your own in ${file}: whatever says FILL IN. npm run dev shows it at /lessons/${id}/ while you write.`,
      ...missing.map((exercise) => `npm run new -- exercise ${exercise} --lesson ${id}`),
      ...(open ? [`npm run new -- exercise ${slug} --lesson ${id}   (it is put into the lesson)`] : []),
      `npm run check ${id}`,
    ],
  };
}

function refuseLesson(id: string, course: Course, named: { title?: string; minutes?: number }) {
  const lines = roadmapLines(id.split('/')[1] ?? '', named);
  const fault = faultOfLesson(id, course.lessons, course.stages, lines);
  if (fault) throw new Error(fault);
}

/** A title or a time beside the roadmap's would be two truths. */
function refuseOther(planned: PlannedLesson, named: { title?: string; minutes?: number }) {
  for (const key of ['title', 'minutes'] as const) {
    if (named[key] === undefined || named[key] === planned[key]) continue;
    throw new Error(
      `lessons/roadmap.yml gives ${planned.id} the ${key} “${planned[key]}”. Change it there, and leave --${key} out.`,
    );
  }
}

const under = (folder: string, files: Files): Files =>
  Object.fromEntries(Object.entries(files).map(([file, contents]) => [`${folder}/${file}`, contents]));
