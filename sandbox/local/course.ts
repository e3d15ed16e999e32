import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { exerciseTags, questionTags } from '../lesson-tags.ts';
import type { LessonContents } from '../progress/lesson-state.ts';

export interface CourseStage {
  slug: string;
  title: string;
  /** From 1. */
  number: number;
  /** Those that are written, in order. */
  lessons: (LessonContents & { title: string })[];
  /** Exercises of capstones that are advised after it. */
  milestones?: string[];
  /** Also those that are coming. */
  planned: number;
}

interface Planned {
  slug: string;
  title: string;
  lessons: { slug: string; title: string }[];
}

interface Capstone {
  after: string;
  milestones: (string | { exercise: string })[];
}

/** The stages of lessons/roadmap.yml with what their lessons ask for. The site's build checks that file; this only reads it. */
export function readCourse(project: string): CourseStage[] {
  const roadmap = path.join(project, 'lessons', 'roadmap.yml');
  if (!existsSync(roadmap)) return [];
  const stages = (parse(readFileSync(roadmap, 'utf8')) ?? []) as Planned[];
  const capstones = path.join(project, 'lessons', 'capstones.yml');
  const projects = existsSync(capstones) ? ((parse(readFileSync(capstones, 'utf8')) ?? []) as Capstone[]) : [];
  const milestonesOf = (stage: string) =>
    projects
      .filter(({ after }) => after === stage)
      .flatMap(({ milestones }) => milestones.flatMap((one) => (typeof one === 'string' ? [] : [one.exercise])));
  return stages.map(({ slug, title, lessons }, index) => ({
    milestones: milestonesOf(slug),
    slug,
    title,
    number: index + 1,
    planned: lessons.length,
    lessons: lessons.flatMap((lesson) => {
      const file = path.join(project, 'lessons', slug, `${lesson.slug}.mdx`);
      if (!existsSync(file)) return [];
      const source = readFileSync(file, 'utf8');
      const questions = questionTags(source).map(({ id }) => id);
      return [{ id: `${slug}/${lesson.slug}`, title: lesson.title, exercises: exerciseTags(source), questions }];
    }),
  }));
}

/** Slugs in the order of the course, each once; what no lesson uses comes last. */
export function courseOrder(stages: CourseStage[], slugs: string[]): string[] {
  const used = stages.flatMap(({ lessons, milestones = [] }) => [
    ...lessons.flatMap(({ exercises }) => exercises),
    ...milestones,
  ]);
  return [...new Set([...used.filter((slug) => slugs.includes(slug)), ...slugs])];
}

/** The next one that is not done, after the one in hand and then from the start; undefined when all are. */
export function nextExercise(order: string[], now: string, isDone: (slug: string) => boolean): string | undefined {
  const at = order.indexOf(now);
  return [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))].find((slug) => !isDone(slug));
}
