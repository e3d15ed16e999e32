/** Lines (from 0) of a program's log that may differ from Node's, and why. A line that agrees again fails the test. */
export const differences: Record<string, Record<string, { lines: number[]; because: string }>> = {
  assert: {
    'assert: ok, fail, match, ifError': {
      lines: [12],
      because: 'The deprecated `CallTracker` is absent.',
    },
  },
  fs: {
    'fs: what the module holds': {
      lines: [0],
      because: '`Utf8Stream`, new in Node 24, is absent.',
    },
  },
  util: {
    'inspect: collections': {
      lines: [4, 5, 11],
      because: 'No program can look into an iterator or a promise; only the engine itself can.',
    },
  },
  zlib: {
    'zlib: Brotli there and back': {
      lines: [4],
      because: 'A Brotli stream that was cut off may be reported as a broken one.',
    },
  },
};
