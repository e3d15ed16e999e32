import { expect, test } from 'vitest';

test('same name', () => expect(1).toBe(1));
test('fails here', () => expect('a').toBe('b'));
