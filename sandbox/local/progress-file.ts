import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeProgressFile } from '../progress/file.ts';
import { noRecord, progressKey, type ProgressProblem } from '../progress/kept.ts';
import type { Progress } from '../progress/progress.ts';
import { createProgress } from '../progress/store.ts';
import type { Storage } from '../session/session.ts';

/** The same file that the page exports and imports. */
export const progressFile = 'progress.json';

/** The record of progress in a folder, `workspace/` for learners. */
export function createLocalProgress(folder: string) {
  const store = createProgress({ storage: fileStorage(folder), clock: Date });
  return {
    ...store,
    words: problemWords,
    /** Notes a run. A run that nobody asked for counts only when it passes. Returns what the learner should know. */
    async note(slug: string, passed: boolean, { asked }: { asked: boolean }): Promise<string | undefined> {
      if (asked || passed) await store.attempt(slug, passed);
      return problemWords((await store.load()).problem);
    },
  };
}

function problemWords(problem: ProgressProblem | undefined): string | undefined {
  const file = `workspace/${progressFile}`;
  if (problem?.kind === 'not-saved') return `${file} could not be written (${problem.reason}), so this run is not noted.`;
  if (problem?.kind === 'newer')
    return `${file} was written by a newer version of Engine Room, so this run is not noted. Update your copy.`;
  if (problem?.kind === 'unreadable')
    return `${file} could not be read: ${problem.faults.slice(0, 3).join('; ')}. It was kept as workspace/${nameOf(problem.keptAs)}; ${problem.faults[0] === noRecord ? 'a new one was begun' : 'what could be read was taken over'}.`;
  return undefined;
} // prettier-ignore

/** Records as files: a few lines of JSON that people can read, edit and carry elsewhere. */
export function fileStorage(folder: string): Storage {
  const place = (key: string) => path.join(folder, nameOf(key));
  const get = (key: string): unknown => {
    if (!existsSync(place(key))) return undefined;
    const text = readFileSync(place(key), 'utf8');
    try {
      return JSON.parse(text);
    } catch {
      // What is no JSON is kept aside as it is.
      return text;
    }
  };
  const set = (key: string, value: unknown) => {
    const isRecord = key === progressKey && typeof value === 'object';
    const text = isRecord ? writeProgressFile(value as Progress) : asText(value);
    // Pages follow the file: one that is written as it was would have them send their record, and be written again.
    if (existsSync(place(key)) && readFileSync(place(key), 'utf8') === text) return;
    mkdirSync(folder, { recursive: true });
    // A crash in the middle leaves the old file whole.
    const fresh = `${place(key)}.${process.pid}.tmp`;
    writeFileSync(fresh, text);
    replaceFile(fresh, place(key));
  };
  return {
    get: async (key) => get(key),
    set: async (key, value) => set(key, value),
    // Read and written in one turn: another process would have to come in within the same millisecond.
    update: async (key, change) => {
      const after = change(get(key));
      if (after !== undefined) set(key, after);
    },
  };
}

/** On Windows, a file that another program is just reading cannot be replaced; a moment later it can. */
function replaceFile(fresh: string, target: string): void {
  for (let tries = 5; ; tries--) {
    try {
      return renameSync(fresh, target);
    } catch (error) {
      if (!tries || !/^(EPERM|EACCES|EBUSY)$/.test((error as { code?: string }).code ?? '')) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
  }
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value, undefined, 2));

/** `progress.json`, and `progress.unreadable.2030-01-31T12-00-00.000Z.json` for what was kept aside. */
function nameOf(key: string): string {
  return key === progressKey ? progressFile : `${key.replaceAll(':', (_colon, at: number) => (at < 20 ? '.' : '-'))}.json`;
} // prettier-ignore
