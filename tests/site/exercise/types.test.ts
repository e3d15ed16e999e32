import { expect, test, vi } from 'vitest';
import { createTypes, importedNames, type TypeFiles } from '../../../site/exercise/editor/types.ts';

const needs = { node: ['types__node'], express: ['types__qs', 'types__express'], qs: ['types__qs'] };

test('loads what sources import, once, and hands it over in one go', async () => {
  const load = vi.fn(async (chunk: string): Promise<TypeFiles> => ({ [`${chunk}/index.d.ts`]: '' }));
  const add = vi.fn();
  const types = createTypes({ needs, load, add });

  await Promise.all([types.follow(["import express from 'express';"]), types.follow(["import qs from 'qs';"])]);
  await types.follow(["import express from 'express';"]);

  expect(load.mock.calls.flat().toSorted()).toEqual(['types__express', 'types__node', 'types__qs']);
  const handed = add.mock.calls.flatMap(([files]) => Object.keys(files));
  expect(new Set(handed)).toEqual(
    new Set(['types__node/index.d.ts', 'types__qs/index.d.ts', 'types__express/index.d.ts']),
  );
});

test('asks again for what could not be fetched', async () => {
  const load = vi.fn<() => Promise<TypeFiles>>().mockRejectedValueOnce(new Error('offline')).mockResolvedValue({});
  const types = createTypes({ needs, load, add: () => {} });
  await expect(types.follow([])).rejects.toThrow('offline');
  await expect(types.follow([])).resolves.toBeUndefined();
});

test('finds the names of packages in all ways of importing', () => {
  const source = `import a from 'express'; import 'dotenv/config'; export * from "zod/v4"; import type B from '@types/x/y';
    const c = await import('ws'); const d = require('pg'); import { e } from './own.ts'; import fs from 'node:fs';
    import { serve } from '#testing';`;
  expect(importedNames(source)).toEqual(['express', 'dotenv', 'zod', '@types/x', 'ws', 'pg', '#testing']);
});
