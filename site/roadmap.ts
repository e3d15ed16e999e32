import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'astro/zod';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is lower-case words joined by hyphens');

const lesson = z.strictObject({
  slug,
  title: z.string().min(1),
  minutes: z.number().int().positive(),
  idea: z.string().min(1),
  /** `stage/lesson` */
  needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is written as “stage/lesson”')).optional(),
});

const stage = z.strictObject({
  slug,
  title: z.string().min(1),
  purpose: z.string().min(1),
  hours: z.number().positive(),
  needs: z.array(slug).optional(),
  lessons: z.array(lesson).min(1),
});

export type RoadmapLesson = z.infer<typeof lesson>;
export type RoadmapStage = z.infer<typeof stage>;

const file = 'lessons/roadmap.yml';

/** Reads the order of stages and lessons, and says which file and key is wrong when it cannot. */
export function readRoadmap(text: string): RoadmapStage[] {
  const read = z.array(stage).safeParse(parse(text) ?? []);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new Error(`${file} cannot be used:\n${faults.join('\n')}`);
  }
  const stages = read.data;
  const known = new Set(stages.map((one) => one.slug));
  if (known.size < stages.length) throw new Error(`${file}: two stages have the same slug.`);
  const ids = new Set(stages.flatMap((one) => one.lessons.map((each) => `${one.slug}/${each.slug}`)));
  for (const one of stages) {
    for (const each of one.lessons) {
      const missing = each.needs?.find((need) => !ids.has(need));
      if (missing) throw new Error(`${file}: the lesson “${each.slug}” needs “${missing}”, which is not a lesson.`);
    }
    const unknown = one.needs?.find((need) => !known.has(need));
    if (unknown) throw new Error(`${file}: the stage “${one.slug}” needs “${unknown}”, which is not a stage.`);
    const slugs = one.lessons.map((each) => each.slug);
    const twice = slugs.find((each, index) => slugs.indexOf(each) !== index);
    if (twice) throw new Error(`${file}: the stage “${one.slug}” lists the lesson “${twice}” twice.`);
  }
  return stages;
}

export const roadmap: RoadmapStage[] = existsSync(file) ? readRoadmap(readFileSync(file, 'utf8')) : [];
