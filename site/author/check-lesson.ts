import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { describeIssues, readFrontMatter } from '../../sandbox/exercise.ts';
import { lessonSchema } from '../lesson-schema.ts';
import { inFrontMatter } from './placed-error.ts';

/**
 * Throws where the front matter of a lesson is wrong, with the line. Astro itself says so in the terminal alone and goes
 * on showing what it read before.
 */
export function checkLesson(file: string): void {
  const source = readFileSync(file, 'utf8');
  try {
    const checked = lessonSchema.safeParse(readFrontMatter(file, source).data);
    if (!checked.success)
      throw new Error(describeIssues(file, checked.error as unknown as z.ZodError, Object.keys(lessonSchema.shape)));
  } catch (error) {
    throw inFrontMatter(error, file, source);
  }
}
