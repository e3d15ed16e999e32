import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';
import { exerciseSchema } from '../sandbox/exercise.ts';
import { lessonSchema } from './lesson-schema.ts';

export const collections = {
  lessons: defineCollection({
    loader: glob({
      base: './lessons',
      pattern: '*/*.mdx',
      generateId: ({ entry }) => entry.replace(/\.mdx$/, ''),
    }),
    schema: lessonSchema,
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
