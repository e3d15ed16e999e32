import { expect, test } from 'vitest';

test('differs', () => expect({ a: 1, text: 'one\ntwo' }).toMatchSnapshot());
test('is new', () => expect('new').toMatchSnapshot());
