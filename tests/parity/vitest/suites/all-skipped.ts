import { test } from 'vitest';

// Skipped on purpose: the report of a suite in which nothing runs is compared.
test.skip('one', () => {});
test.todo('two');
