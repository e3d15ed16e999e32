import { expect, test } from 'vitest';

test('one', () => expect(1).toBe(1);
