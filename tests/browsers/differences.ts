import { differences as everywhere } from '../sandbox/embedded/node/differences.ts';
import type { BrowserName } from '../support/browsers.ts';

/** Lines (from 0) of a program's log, and why they may differ from Node's. */
type Lines = { lines: number[]; because: string };

const words = (...lines: number[]): Lines => ({
  lines,
  because: "The engine's message does not hold what V8's does, and a guess would be worse.",
});

const inAll: Record<string, Lines> = {
  ...Object.assign({}, ...Object.values(everywhere)),
  'Blob and File': { lines: [3, 4], because: 'Wrong arguments of constructors are named in the words of the browser.' },
  'blobs are made of anything and read in every way': {
    lines: [4, 5, 6, 7],
    because: 'Wrong arguments of the browser’s own Blob carry no code.',
  },
  'files have a name and a time': { lines: [2], because: 'Wrong arguments of the browser’s own File carry no code.' },
  'http: too late': {
    lines: [0],
    because: 'A busy page checks connections later than within the 60 ms that it has here.',
  },
  'crypto and navigator': { lines: [3], because: '`navigator` is the browser’s own.' },
};

export const differences: Record<BrowserName, Record<string, Lines>> = {
  chromium: {
    ...inAll,
    'URL: what parsers argue about': { lines: [3], because: 'Chromium allows a space in a host.' },
  },
  firefox: {
    ...inAll,
    'url: file paths': { lines: [4], because: 'Firefox forgets the host of a `file:` URL.' },
    'disposal: a stack': words(4),
    'iterators: helpers': words(4),
    'errors: the words of common mistakes': words(2, 8, 14, 21, 31, 36, 39, 42, 43, 46, 47, 50, 51, 56, 57),
    'parseEnv, diff, promisify of multi values, TextDecoder': words(2),
  },
  webkit: {
    ...inAll,
    'Blob and File': { lines: [], because: '' },
    'iterators: helpers': words(4),
    'errors: isError, cause, AggregateError': { lines: [0], because: 'To WebKit a DOMException is no error.' },
    'errors: the words of common mistakes': words(
      7,
      8,
      11,
      13,
      16,
      18,
      19,
      21,
      30,
      31,
      33,
      35,
      36,
      39,
      40,
      42,
      43,
      46,
      47,
      48,
      50,
      51,
      56,
      57,
      59,
      62,
    ),
    'parseEnv, diff, promisify of multi values, TextDecoder': words(2),
  },
};
