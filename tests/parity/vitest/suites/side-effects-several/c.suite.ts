import { test } from 'vitest';

test('same name', () => {});
// Skipped on purpose: reports of skipped tests are compared.
test.skip('skipped here', () => {});
