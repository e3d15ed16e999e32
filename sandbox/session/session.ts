import { createDesk } from './desk.ts';
import { undoableReset, type Snapshot, type SnapshotReason } from './history.ts';
import { createKeeper } from './keeper.ts';
import { openWork, type Opened } from './open-work.ts';
import { createOtherTabs } from './other-tabs.ts';
import type { Databases } from '../databases.ts';
import { createRunner } from './runner.ts';
import { createStore, type Store } from './session-store.ts';
import type { StorageFault } from './storage-fault.ts';
import type { Exercise, Output, Runtime, TestReport } from '../types.ts';
import { mergeWork, sameFiles, type TextFiles } from './work.ts';

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

/** To the other tabs that have the same exercise open. */
export interface Channel {
  post(message: unknown): void;
  /** Returns its undo. */
  listen(hear: (message: unknown) => void): () => void;
}

export type Phase = 'idle' | 'running' | 'passed' | 'failed' | 'error';

/** Something that the learner has to know about the saved files. */
export type Notice =
  | { kind: 'not-saved'; fault: StorageFault; reason: string }
  | { kind: 'unreadable'; keptAs: string }
  | { kind: 'newer' }
  | { kind: 'starter-changed'; files: string[] }
  /** The exercise is open in another tab, too; `taken`: its changes were taken over here. */
  | { kind: 'other-tab'; taken: boolean }
  /** Another tab changed the same files at the same time. Its version is the snapshot `id`. */
  | { kind: 'clash'; files: string[]; id: string }
  /** The files were changed here and in `workspace/`. This page's version is the snapshot `id`. */
  | { kind: 'folder-clash'; files: string[]; id: string };

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
  /** Earlier versions of the files, oldest first. */
  history: Snapshot[];
  notices: Notice[];
}

export interface Session {
  readonly state: SessionState;
  /** Changes one of the learner's files. The suite cannot be written to. */
  write(path: string, contents: string): void;
  /** Makes a file. Like all that follow, throws an error with a sentence for the learner where it cannot be. */
  create(path: string, contents?: string): void;
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Whether a file may be renamed and removed: those of the starter may not. */
  owns(path: string): boolean;
  /** Puts other files in the place of all, and keeps the present ones in the history. */
  replaceAll(files: TextFiles, reason: SnapshotReason): void;
  /** Shows what another program made of the files. The present ones are kept where they differ from both or go. */
  follow(files: TextFiles, lost?: { clashes: string[]; removed: string[] }): void;
  /** The course's author has changed the exercise under this page: a file that nobody changed here follows the starter. */
  revise(exercise: Exercise): void;
  /** Keeps the present files in the history. Returns the snapshot's id. */
  keep(reason: SnapshotReason): string;
  /** Brings a version of the history back; the present one is kept there. */
  restore(id: string): void;
  /** Takes a notice away that has been read. */
  dismiss(kind: Notice['kind']): void;
  /** Another tab may have saved: takes over what is stored. Resolves when that is done. */
  refresh(): Promise<void>;
  /** The page goes away, perhaps to come back. */
  leave(): void;
  /** Grades the files. A run that is still going is ended first. Resolves when this run has ended. */
  run(): Promise<void>;
  /** Ends the run; its results are dropped. */
  stop(): void;
  /** Puts the starter back; `undoReset` brings the work back, also after a reload. */
  reset(): void;
  undoReset(): void;
  /** Starts the runtime before the first run needs it. Resolves with the reason if it cannot; a run tries again. */
  prepare(): Promise<string | undefined>;
  /** The databases of the last run, which stay until the next one; absent where the runtime cannot show them. */
  databases(): Promise<Databases | undefined>;
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
  /** All files are the learner's own: those to begin with can be renamed and removed, too. */
  free?: boolean;
  /** Reaches the other tabs of this exercise. */
  channel?: Channel | undefined;
  /** Names this tab among them. */
  tab?: string;
  /** Calls `work` after so many ms. Returns its undo. */
  later?(ms: number, work: () => void): () => void;
}

/** Opens an exercise with the work that was saved for it. */
export async function createSession(options: SessionOptions): Promise<Session> {
  const starter = textFiles(options.exercise.starter);
  // A copy: the starter may be another one later.
  const opened = await openWork(options, { ...starter });
  const { files, history, notices } = opened;
  const store = createStore({
    phase: 'idle',
    files,
    stopped: false,
    stale: false,
    console: [],
    dropped: 0,
    canUndoReset: undoableReset(history) !== undefined,
    history,
    notices,
  });
  const { tabs, keeper, desk } = createParts(options, store, { ...opened, starter, tab: options.tab ?? randomName() });
  const runner = createRunner({ ...options, store, onStart: desk.keepRun, onReport: desk.keepVerdict });
  if (opened.migrated) keeper.saveHistory();
  if (opened.failed) keeper.retry();
  tabs.meet();
  const { keepRun: _, keepVerdict: __, follow: ___, ...actions } = desk;
  return {
    get state() {
      return store.state;
    },
    ...actions,
    follow(files, { clashes, removed } = { clashes: [], removed: [] }) {
      const id = clashes.length + removed.length ? desk.keep('workspace') : '';
      if (clashes.length) store.notify('folder-clash', { kind: 'folder-clash', files: clashes, id });
      desk.follow(files);
    },
    revise: (exercise) => revise(exercise, options.exercise, starter, store, desk.follow),
    dismiss: (kind) => store.notify(kind),
    saved: keeper.settled,
    leave: tabs.leave,
    refresh() {
      tabs.meet();
      keeper.refresh();
      return keeper.settled();
    },
    run: runner.run,
    stop: runner.stop,
    prepare: runner.prepare,
    databases: runner.databases,
    subscribe: store.subscribe,
    async dispose() {
      store.clear();
      await Promise.all([runner.dispose(), keeper.settled()]);
      keeper.dispose();
      tabs.dispose();
    },
  };
}

/** The session's own exercise and starter become the new ones: all that use them see so. */
function revise(
  exercise: Exercise,
  own: Exercise,
  starter: TextFiles,
  store: Store,
  follow: (files: TextFiles) => void,
): void {
  const before = { ...starter };
  Object.assign(own, exercise);
  for (const path of Object.keys(starter)) delete starter[path];
  Object.assign(starter, textFiles(exercise.starter));
  const { files, changedUpstream } = mergeWork({ files: store.state.files, starter: before }, starter);
  if (changedUpstream.length) store.notify('starter-changed', { kind: 'starter-changed', files: changedUpstream });
  if (sameFiles(files, store.state.files)) store.change({ stale: store.state.report !== undefined });
  else follow(files);
}

/** The files, the one who keeps them, and the tie to other tabs: each calls the others. */
function createParts(options: SessionOptions, store: Store, opened: Opened & { starter: TextFiles; tab: string }) {
  const { slug } = options.exercise;
  const { starter, tab } = opened;
  /** Told once, until the others have gone. */
  const tellOnce = (taken: boolean) => {
    if (!told) store.notify('other-tab', { kind: 'other-tab', taken });
    told = true;
  };
  let told = false;
  const tabs = createOtherTabs({
    channel: options.channel,
    tab,
    onSaved: () => keeper.refresh(),
    onCount(count) {
      if (count) return tellOnce(false);
      told = false;
      store.notify('other-tab');
    },
  });
  const keeper = createKeeper({
    ...options,
    ...opened,
    slug,
    store,
    onSaved: tabs.saved,
    onTaken: () => tellOnce(true),
    onClash: (theirs, files) => store.notify('clash', { kind: 'clash', files, id: desk.keep('other-tab', theirs) }),
  });
  const desk = createDesk({ ...options, store, keeper, starter, tab });
  return { tabs, keeper, desk };
}

const randomName = () => Math.random().toString(36).slice(2);

function textFiles(files: Exercise['starter']): TextFiles {
  return Object.fromEntries(
    Object.entries(files).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
