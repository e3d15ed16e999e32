import { expect, test } from 'vitest';

test('kept', () => expect('same').toMatchSnapshot());
// Skipped on purpose: what becomes of its snapshot is compared.
test.skip('skipped', () => expect('skipped').toMatchSnapshot());
