import { expect, test } from 'vitest';
import { start } from './app.ts';

test('one', () => expect(start).toBe(1));
