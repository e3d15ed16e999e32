import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { titleOf, type KnownLesson } from './names.ts';
import { yamlText } from './templates.ts';

/** What the roadmap says of a lesson. */
export interface PlannedLesson extends KnownLesson {
  minutes: number;
  needs?: string[] | undefined;
}

const roadmapSchema = z.array(
  z.looseObject({
    slug: z.string(),
    lessons: z.array(
      z.looseObject({
        slug: z.string(),
        title: z.string(),
        minutes: z.number(),
        needs: z.array(z.string()).optional(),
      }),
    ),
  }),
);

/** The lessons of `lessons/roadmap.yml` in order. */
export function readRoadmap(source: string): { stages: string[]; lessons: PlannedLesson[] } {
  const roadmap = roadmapSchema.parse(parse(source));
  const lessons = roadmap.flatMap((stage) =>
    stage.lessons.map(({ slug, title, minutes, needs }) => ({ id: `${stage.slug}/${slug}`, title, minutes, needs })),
  );
  return { stages: roadmap.map(({ slug }) => slug), lessons };
}

/** What would name a lesson in the roadmap. */
export function roadmapLines(slug: string, { title = titleOf(slug), minutes = 20 } = {}): string {
  const idea = 'FILL IN, in one line that ends like a sentence.';
  return [
    `    - slug: ${slug}`,
    `      title: ${yamlText(title)}`,
    `      minutes: ${minutes}`,
    `      idea: ${idea}`,
  ].join('\n');
}

/** The place of an exercise whose name is not known yet. */
export const openPlace = '<Exercise slug="FILL-IN" />';
export const exerciseTag = (slug: string) => `<Exercise slug="${slug}" />`;

/** How many lessons back a question for review goes at least. */
const reach = 3;

/** All sections of a lesson in their order; what is left to write says FILL IN. */
export function lessonFrom(planned: PlannedLesson, earlier: PlannedLesson[], exercises: string[]): string {
  const slug = planned.id.split('/')[1]!;
  const back = earlier.at(-reach) ?? earlier[0];
  const values: Record<string, string> = {
    slug,
    title: yamlText(planned.title),
    minutes: String(planned.minutes),
    needs: planned.needs?.length ? `needs: [${planned.needs.join(', ')}]\n` : '',
    exercises: exercises.length ? exercises.map(exerciseTag).join('\n\n') : openPlace,
    from: back ? `  from="${back.id}"\n` : '',
  };
  const skeleton = readFileSync(path.join(import.meta.dirname, 'lesson.mdx'), 'utf8');
  return skeleton.replace(/\{\{(\w+)\}\}/g, (_mark, key: string) => values[key]!);
}
