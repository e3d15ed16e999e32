import { getCollection, type CollectionEntry } from 'astro:content';
import { exerciseTags, questionTags } from '../sandbox/lesson-tags.ts';
import type { QuestionKind } from '../sandbox/progress/progress.ts';
import type { LessonContents } from '../sandbox/progress/lesson-state.ts';
import { capstones } from './capstones.ts';
import { roadmap, type RoadmapLesson, type RoadmapStage } from './roadmap.ts';

export type LessonEntry = CollectionEntry<'lessons'>;
export type ExerciseEntry = CollectionEntry<'exercises'>;

export interface PlannedLesson extends RoadmapLesson {
  /** `stage/lesson`, also the page's address. */
  id: string;
  /** `3.4` */
  number: string;
  /** Absent while the lesson is not written. */
  entry?: LessonEntry;
  exercises: ExerciseEntry[];
  /** What it asks, and what comes back in reviews. */
  questions: { id: string; kind: QuestionKind }[];
}

export interface PlannedStage extends Omit<RoadmapStage, 'lessons'> {
  number: number;
  lessons: PlannedLesson[];
}

export interface Course {
  stages: PlannedStage[];
  /** Lessons that can be read, in order. */
  written: PlannedLesson[];
  exercises: ExerciseEntry[];
}

let course: Promise<Course> | undefined;

/** Everything the course consists of, checked. Rejects with the file and the key at fault. */
export function getCourse(): Promise<Course> {
  // While developing, files change under a running server.
  if (import.meta.env.DEV) return loadCourse();
  return (course ??= loadCourse());
}

async function loadCourse(): Promise<Course> {
  const [lessons, exercises] = await Promise.all([getCollection('lessons'), getCollection('exercises')]);
  return arrange(lessons, exercises, roadmap);
}

function arrange(lessons: LessonEntry[], exercises: ExerciseEntry[], plan: RoadmapStage[]): Course {
  const bySlug = new Map(exercises.map((entry) => [entry.id, entry]));
  const byId = new Map(lessons.map((entry) => [entry.id, entry]));
  const stages = plan.map((stage, index) => ({
    ...stage,
    number: index + 1,
    lessons: stage.lessons.map((lesson, place): PlannedLesson => {
      const id = `${stage.slug}/${lesson.slug}`;
      const entry = byId.get(id);
      const used = entry ? exercisesOf(entry, bySlug) : [];
      const questions = questionTags(entry?.body ?? '');
      return {
        ...lesson,
        id,
        number: `${index + 1}.${place + 1}`,
        exercises: used,
        questions,
        ...(entry && { entry }),
      };
    }),
  }));
  const all = stages.flatMap((stage) => stage.lessons);
  checkLessons(lessons, all);
  checkExercises(exercises, all);
  return { stages, written: all.filter((lesson) => lesson.entry), exercises };
}

function checkLessons(lessons: LessonEntry[], planned: PlannedLesson[]): void {
  const ids = new Set(planned.map((lesson) => lesson.id));
  for (const { id, data } of lessons) {
    if (!ids.has(id))
      throw new Error(`lessons/${id}.mdx is not in lessons/roadmap.yml: add it there, under its stage.`);
    const unknown = data.needs?.find((need: string) => !ids.has(need));
    if (unknown) throw new Error(`lessons/${id}.mdx: needs: “${unknown}” is not a lesson of lessons/roadmap.yml.`);
  }
}

function checkExercises(exercises: ExerciseEntry[], planned: PlannedLesson[]): void {
  const milestones = capstones.flatMap((capstone) => capstone.milestones.flatMap(({ exercise }) => exercise ?? []));
  const missing = milestones.find((slug) => !exercises.some((entry) => entry.id === slug));
  if (missing)
    throw new Error(`lessons/capstones.yml: exercise: “${missing}”: there is no folder exercises/${missing}/.`);
  const used = new Set([...planned.flatMap((lesson) => lesson.exercises.map((entry) => entry.id)), ...milestones]);
  const unused = exercises.map((entry) => entry.id).filter((slug) => !used.has(slug));
  if (unused.length === 0) return;
  const lines = unused.map(
    (slug) => `exercises/${slug}/ is used by no lesson and no milestone: add <Exercise slug="${slug}" /> to a lesson.`,
  );
  throw new Error(lines.join('\n'));
}

/** What has to be done in a lesson. */
export const contentsOf = ({ id, exercises, questions }: PlannedLesson): LessonContents => ({
  id,
  exercises: exercises.map((exercise) => exercise.id),
  questions: questions.map((question) => question.id),
});

function exercisesOf(lesson: LessonEntry, known: Map<string, ExerciseEntry>): ExerciseEntry[] {
  return exerciseTags(lesson.body ?? '').map((slug) => {
    const entry = known.get(slug);
    if (entry) return entry;
    throw new Error(`lessons/${lesson.id}.mdx: <Exercise slug="${slug}">: there is no folder exercises/${slug}/.`);
  });
}
