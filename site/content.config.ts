import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';
import { exerciseSchema } from '../sandbox/exercise.ts';

const lesson = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  minutes: z.number().int().positive(),
  needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is written as “stage/lesson”')).optional(),
});

export const collections = {
  lessons: defineCollection({
    loader: glob({
      base: './lessons',
      pattern: '*/*.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }),
    schema: lesson,
  }),
  exercises: defineCollection({
    loader: glob({
      base: './exercises',
      pattern: '*/README.md',
      generateId: ({ entry }) => entry.split('/')[0] ?? entry,
    }),
    schema: exerciseSchema,
  }),
};
