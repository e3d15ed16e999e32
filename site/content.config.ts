import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { z } from 'astro/zod';

const lesson = z.strictObject({
  title: z.string().min(1),
  description: z.string().min(1),
  minutes: z.number().int().positive(),
  needs: z.array(z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'is written as “stage/lesson”')).optional(),
});

const kinds = ['write', 'fix', 'predict', 'order', 'quiz', 'review', 'sql', 'shell', 'config', 'project'] as const;

const exercise = z.strictObject({
  title: z.string().min(1),
  kind: z.enum(kinds),
  language: z.string().min(1),
  focus: z.array(z.string().min(1)).min(1),
  timeLimit: z.number().positive().default(5),
  hints: z.array(z.string().min(1)).length(3),
  wrong: z.record(z.string(), z.string().min(1)),
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
    schema: exercise,
  }),
};
