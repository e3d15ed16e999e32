import { expect, test } from 'vitest';
import { value, missing } from './app.ts';

test('uses both', () => expect([value, missing]).toEqual([1, 2]));
