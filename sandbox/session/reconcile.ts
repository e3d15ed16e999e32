/** What becomes of files that a page and a folder on disk both have, when they meet. Pure. */
import type { TextFiles } from './work.ts';

export interface Meeting {
  /** The texts that both had last. What is not known of one counts as the starter's: both began from it. */
  base: TextFiles;
  starter: TextFiles;
  mine: TextFiles;
  theirs: TextFiles;
  /** Files on disk that no page can show: nothing is done to them. */
  left?: Set<string>;
}

export interface Outcome {
  /** The page's files from now on. */
  files: TextFiles;
  /** What is to be written to the folder; null removes a file. */
  push: Record<string, string | null>;
  /** The texts that both have now. */
  base: TextFiles;
  /** Changed on both sides: the folder's text is in `files`, the page's own has to be kept. */
  clashes: string[];
  /** Removed on disk, unchanged in the page, and part of the exercise: it stays in the page. */
  missing: string[];
  /** Files of the page that go, because they were removed on disk. */
  removed: string[];
}

/**
 * File by file: the side that changed wins; where both did, the folder's text is shown, since no file of `workspace/` is
 * written over unasked. A change is worth more than a removal.
 */
export function reconcile({ base, starter, mine, theirs, left = new Set() }: Meeting): Outcome {
  const out: Outcome = { files: {}, push: {}, base: {}, clashes: [], missing: [], removed: [] };
  const take = (path: string, text: string | undefined) => {
    if (text === undefined) return;
    out.files[path] = text;
  };
  for (const path of new Set([...Object.keys(mine), ...Object.keys(theirs), ...Object.keys(base)])) {
    const [m, t] = [lines(mine[path]), lines(theirs[path])];
    const b = lines(Object.hasOwn(base, path) ? base[path] : starter[path]);
    const remember = (text: string | undefined) => {
      if (text !== undefined) out.base[path] = text;
    };
    if (left.has(path) || m === t) {
      take(path, mine[path]);
      remember(left.has(path) ? b : m);
    } else if (t === b || (t === undefined && m !== b)) {
      // Changed here alone, or removed there and changed here.
      out.push[path] = m ?? null;
      take(path, mine[path]);
      remember(b);
    } else if (t === undefined && Object.hasOwn(starter, path)) {
      out.missing.push(path);
      take(path, mine[path]);
      remember(b);
    } else if (t === undefined) {
      out.removed.push(path);
    } else {
      if (m !== b && m !== undefined) out.clashes.push(path);
      take(path, t);
      remember(t);
    }
  }
  return out;
}

/** Ends of lines are the file's own affair: an editor on Windows writes others than a page. */
export const lines = <Text extends string | undefined>(text: Text): Text => text?.replaceAll('\r\n', '\n') as Text;
