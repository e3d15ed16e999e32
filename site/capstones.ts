import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'astro/zod';
import { roadmap } from './roadmap.ts';

const slug = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'is lower-case words joined by hyphens');
const title = z.string().min(1);

export interface Milestone {
  title: string;
  /** The folder in exercises/; absent while the milestone is coming. */
  exercise?: string;
}

const milestone = z.union([
  title.transform((words): Milestone => ({ title: words })),
  z.strictObject({ title, exercise: slug }),
]);

const capstone = z.strictObject({
  slug,
  title,
  /** The slug of the stage after which it is advised. */
  after: z.string(),
  purpose: z.string().min(1),
  milestones: z.array(milestone).min(1),
});

export type Capstone = z.infer<typeof capstone>;

const file = 'lessons/capstones.yml';

/** Reads the capstones, and says which key is wrong when they cannot be used. `stages`: the slugs that are known. */
export function readCapstones(text: string, stages: string[]): Capstone[] {
  const read = z.array(capstone).safeParse(parse(text) ?? []);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
    throw new Error(`${file} cannot be used:\n${faults.join('\n')}`);
  }
  const lost = read.data.find(({ after }) => !stages.includes(after));
  if (lost) throw new Error(`${file}: “${lost.slug}” comes after “${lost.after}”, which is not a stage.`);
  return read.data;
}

export const capstones: Capstone[] = existsSync(file)
  ? readCapstones(
      readFileSync(file, 'utf8'),
      roadmap.map(({ slug }) => slug),
    )
  : [];

/** Where an exercise is a milestone: the capstone, and its number from 1. */
export function milestoneOf(exercise: string): { capstone: Capstone; number: number } | undefined {
  for (const capstone of capstones) {
    const at = capstone.milestones.findIndex((one) => one.exercise === exercise);
    if (at >= 0) return { capstone, number: at + 1 };
  }
  return undefined;
}
