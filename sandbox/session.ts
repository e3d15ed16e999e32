import type { Exercise, Output, Runtime, TestReport } from './types.ts';
import { createRunner } from './runner.ts';
import { errorText, mergeWork, readWork, workKey } from './work.ts';
import type { Snapshot, TextFiles, Work } from './work.ts';

/** Where records are kept. Values survive a structured clone; any call may reject (blocked, full). */
export interface Storage {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** Reads, changes and writes without another tab in between. `change` may be called again. */
  update(key: string, change: (stored: unknown) => unknown): Promise<void>;
}

/** ms since 1970, like `Date`. */
export interface Clock {
  now(): number;
}

export type Phase = 'idle' | 'running' | 'passed' | 'failed' | 'error';

/** Something that the learner has to know about the saved files. */
export type Notice =
  | { kind: 'not-saved'; reason: string }
  | { kind: 'unreadable'; keptAs: string }
  | { kind: 'newer' }
  | { kind: 'starter-changed'; files: string[] };

export interface SessionState {
  phase: Phase;
  /** The learner's files, by path. */
  files: TextFiles;
  /** The last run's report; absent while a run is on its way and after a stop. */
  report?: TestReport | undefined;
  /** The test that runs now. */
  test?: string | undefined;
  /** The last run was ended by `stop()`. */
  stopped: boolean;
  /** The files were changed after the report. */
  stale: boolean;
  console: Output[];
  /** How many outputs the console left out. */
  dropped: number;
  canUndoReset: boolean;
  notices: Notice[];
}

export interface Session {
  readonly state: SessionState;
  /** Changes one of the learner's files. The suite cannot be written to. */
  write(path: string, contents: string): void;
  /** Grades the files. A run that is still going is ended first. Resolves when this run has ended. */
  run(): Promise<void>;
  /** Ends the run; its results are dropped. */
  stop(): void;
  /** Puts the starter back; `undoReset` brings the work back, also after a reload. */
  reset(): void;
  undoReset(): void;
  /** Starts the runtime before the first run needs it. Resolves with the reason if it cannot; a run tries again. */
  prepare(): Promise<string | undefined>;
  /** Resolves when every change so far has been saved, or could not be. */
  saved(): Promise<void>;
  /** Returns its undo. */
  subscribe(listener: (state: SessionState) => void): () => void;
  dispose(): Promise<void>;
}

export interface SessionOptions {
  exercise: Exercise;
  createRuntime(): Runtime | Promise<Runtime>;
  storage: Storage;
  clock: Clock;
}

/** Opens an exercise with the work that was saved for it. */
export async function createSession(options: SessionOptions): Promise<Session> {
  const starter = textFiles(options.exercise.starter);
  const { work, notices, readOnly } = await openWork(options, starter);
  const store = createStore({
    phase: 'idle',
    files: work.files,
    stopped: false,
    stale: false,
    console: [],
    dropped: 0,
    canUndoReset: canUndo(work.snapshots),
    notices,
  });
  const desk = createDesk(options, store, { ...work, starter }, readOnly);
  const runner = createRunner({ ...options, store });
  return {
    get state() {
      return store.state;
    },
    write: desk.write,
    reset: desk.reset,
    undoReset: desk.undoReset,
    saved: desk.saved,
    run: runner.run,
    stop: runner.stop,
    prepare: runner.prepare,
    subscribe: store.subscribe,
    async dispose() {
      store.clear();
      await Promise.all([runner.dispose(), desk.saved()]);
    },
  };
}

export interface Store {
  readonly state: SessionState;
  change(part: Partial<SessionState>): void;
  subscribe(listener: (state: SessionState) => void): () => void;
  clear(): void;
}

function createStore(state: SessionState): Store {
  const listeners = new Set<(state: SessionState) => void>();
  return {
    get state() {
      return state;
    },
    change(part) {
      state = { ...state, ...part };
      for (const listener of listeners) listener(state);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    clear: () => listeners.clear(),
  };
}

/** The learner's files: what changes them, and that every change is saved. */
function createDesk({ exercise, storage, clock }: SessionOptions, store: Store, opened: Work, readOnly: boolean) {
  const { starter } = opened;
  let { snapshots } = opened;
  const now = () => new Date(clock.now()).toISOString();

  const saver = createSaver({
    async save() {
      const { files } = store.state;
      const work: Work = { version: 1, slug: exercise.slug, files, starter, snapshots, savedAt: now() };
      if (!readOnly) await storage.set(workKey(exercise.slug), work);
    },
    ended(fault) {
      const others = store.state.notices.filter(({ kind }) => kind !== 'not-saved');
      if (fault !== undefined) store.change({ notices: [...others, { kind: 'not-saved', reason: fault }] });
      else if (others.length < store.state.notices.length) store.change({ notices: others });
    },
  });
  const replaceFiles = (files: TextFiles) => {
    store.change({ files, stale: store.state.report !== undefined, canUndoReset: canUndo(snapshots) });
    saver.request();
  };
  const keep = (reason: Snapshot['reason']) => {
    snapshots = [...snapshots, { at: now(), reason, files: store.state.files }].slice(-20);
  };

  return {
    saved: saver.settled,
    write(path: string, contents: string) {
      const { files } = store.state;
      if (!Object.hasOwn(files, path)) throw new Error(`"${path}" is not a file of this exercise that can be changed.`);
      if (files[path] !== contents) replaceFiles({ ...files, [path]: contents });
    },
    reset() {
      if (sameFiles(store.state.files, starter)) return;
      keep('reset');
      replaceFiles({ ...starter });
    },
    undoReset() {
      const last = snapshots.at(-1);
      if (last?.reason !== 'reset') return;
      snapshots = snapshots.slice(0, -1);
      // What was written after the reset is work too.
      if (!sameFiles(store.state.files, starter)) keep('undo');
      replaceFiles(last.files);
    },
  };
}

/** Reads what was saved. Whatever goes wrong here, the exercise opens. */
async function openWork({ exercise, storage, clock }: SessionOptions, starter: TextFiles) {
  const fresh: Work = { version: 1, slug: exercise.slug, files: starter, starter, snapshots: [], savedAt: '' };
  const notices: Notice[] = [];
  let stored: unknown;
  try {
    stored = await storage.get(workKey(exercise.slug));
  } catch (error) {
    notices.push({ kind: 'not-saved', reason: errorText(error) });
  }
  if (stored === undefined) return { work: fresh, notices, readOnly: false };

  const read = readWork(stored, exercise.slug);
  if (read === 'newer') return { work: fresh, notices: [{ kind: 'newer' } as Notice], readOnly: true };
  if (read === 'unreadable') {
    const keptAs = `${workKey(exercise.slug)}:unreadable:${new Date(clock.now()).toISOString()}`;
    try {
      await storage.set(keptAs, stored);
      notices.push({ kind: 'unreadable', keptAs });
    } catch (error) {
      notices.push({ kind: 'not-saved', reason: errorText(error) });
      return { work: fresh, notices, readOnly: true };
    }
    return { work: fresh, notices, readOnly: false };
  }
  const { files, changedUpstream } = mergeWork(read, starter);
  if (changedUpstream.length) notices.push({ kind: 'starter-changed', files: changedUpstream });
  return { work: { ...read, files }, notices, readOnly: false };
}

/** One write at a time; changes that come meanwhile share the next one. */
function createSaver(options: { save(): Promise<void>; ended(fault?: string): void }) {
  let wanted = false;
  let saving: Promise<void> | undefined;
  const work = async () => {
    while (wanted) {
      wanted = false;
      await options.save().then(
        () => options.ended(),
        (error: unknown) => options.ended(errorText(error)),
      );
    }
    saving = undefined;
  };
  return {
    request() {
      wanted = true;
      saving ??= work();
    },
    settled: async () => saving,
  };
}

function canUndo(snapshots: Work['snapshots']): boolean {
  return snapshots.at(-1)?.reason === 'reset';
}

function textFiles(files: Exercise['starter']): TextFiles {
  return Object.fromEntries(
    Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

function sameFiles(a: TextFiles, b: TextFiles): boolean {
  const paths = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...paths].every((path) => a[path] === b[path]);
}
