import { expect, test } from 'vitest';
import { value } from './app.ts';

test('one', () => expect(value).toBe(1));
