import { z } from 'astro/zod';

/** The front matter of a lesson. A key that is not here is a mistake. */
export const lessonSchema = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  minutes: z.number().int().positive(),
  needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is written as “stage/lesson”')).optional(),
});
