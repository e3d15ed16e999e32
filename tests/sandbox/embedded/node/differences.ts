/** Lines (from 0) of a program's log that may differ from Node's, and why. A line that agrees again fails the test. */
export const differences: Record<string, Record<string, { lines: number[]; because: string }>> = {
  assert: {
    'assert: ok, fail, match, ifError': {
      lines: [12],
      because: '`Assert` and the deprecated `CallTracker` are absent.',
    },
  },
  'async-context': {
    AsyncResource: {
      lines: [4],
      because: 'V8 words the call of a missing function inside `run` by its own internals.',
    },
  },
  buffer: {
    'buffer: inspection': { lines: [1], because: 'Properties added to a buffer are not printed.' },

    string_decoder: { lines: [2], because: 'A surrogate pair split over an odd byte stays together; Node breaks it.' },
  },
  fs: {
    'fs: stats': { lines: [0], because: 'Dates of `Stats` are own properties, lazy getters in Node.' },
    'fs/promises: handles': {
      lines: [6],
      because: 'A closed handle reports the closed descriptor in plain EBADF words.',
    },
    'fs: what the module holds': {
      lines: [0, 1],
      because: '`Utf8Stream` and `mkdtempDisposable`, new in Node 24, are absent.',
    },
  },
  util: {
    'inspect: collections': {
      lines: [4, 5, 11],
      because: 'No program can look into an iterator or a promise; only the engine itself can.',
    },
    'system errors, debuglog, mime': { lines: [4], because: '`diff` and `convertProcessSignalToExitCode` are absent.' },
  },
  zlib: {
    'zlib: brotli': {
      lines: [0, 1],
      because: 'Brotli and Zstandard are not in the embedded runtime; using them says so.',
    },
  },
};
