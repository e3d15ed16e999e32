/** Where the course's Python (3.14, WebAssembly) prints something else than Debian's python3 (3.11), and why. */
export interface Difference {
  program: string;
  stream: 'stdout' | 'stderr' | 'code';
  reason: string;
}

export const differences: Difference[] = [
  { program: 'versions.py', stream: 'stdout', reason: 'words of 3.12 to 3.14, and the error numbers of WebAssembly' },
  { program: 'threads.py', stream: 'stdout', reason: 'there are no threads' },
  { program: 'threads.py', stream: 'stderr', reason: 'there are no threads' },
  { program: 'threads.py', stream: 'code', reason: 'there are no threads' },
];
