import type { ReadStream } from 'node:tty';

/** What the keys do, in the order in which they are listed. */
export const keys = {
  h: 'hint',
  s: 'solution',
  n: 'next exercise',
  r: 'run again',
  q: 'quit',
} as const;

export type Key = keyof typeof keys;

export const keyList = Object.entries(keys)
  .map(([key, words]) => `${key} ${words}`)
  .join(' · ');

/** What a chunk of the keyboard means. `other` is any key that has no meaning of its own. */
export function readKey(chunk: string): Key | 'interrupt' | 'other' {
  if (chunk === '\u0003' || chunk === '\u0004') return 'interrupt';
  const key = chunk.toLowerCase();
  return Object.hasOwn(keys, key) ? (key as Key) : 'other';
}

/** Hears single keys, where there is a keyboard. Returns its undo. */
export function listenToKeys(stdin: ReadStream, onKey: (key: ReturnType<typeof readKey>) => void): () => void {
  if (!stdin.isTTY) return () => {};
  const hear = (chunk: Buffer) => onKey(readKey(chunk.toString()));
  stdin.setRawMode(true);
  stdin.on('data', hear).resume();
  return () => {
    stdin.off('data', hear).pause();
    stdin.setRawMode(false);
  };
}
