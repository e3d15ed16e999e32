import { expect, test } from 'vitest';
import { shorten } from '../../../site/types/shorten.ts';

const source = `/// <reference types="node" />
// The beginning of the file.
/**
 * Reads a file.
 *
 * A long example follows.
 * @deprecated Use another one.
 * @since v1
 */
export declare function read(kind: 'text/*', /* any */ glob: \`/**/\${string}\`): void;
/** @since v2 */
export declare const two: 2;
`;

test('the first paragraph and what is deprecated stay; strings that look like comments too', () => {
  expect(shorten(source, 'summary')).toBe(`/// <reference types="node" />

/** Reads a file.
 * @deprecated Use another one. */
export declare function read(kind: 'text/*', glob: \`/**/\${string}\`): void;
export declare const two: 2;
`);
});

test('nothing changes where all comments stay', () => {
  expect(shorten(source, 'all')).toBe(source);
});
