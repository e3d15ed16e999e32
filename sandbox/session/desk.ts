import { clashFault, nameFault, sizeFault } from './file-names.ts';
import { thin, undoableReset, withVerdict, type Snapshot, type SnapshotReason } from './history.ts';
import type { Keeper } from './keeper.ts';
import type { SessionOptions, SessionState } from './session.ts';
import type { Store } from './session-store.ts';
import type { TestReport } from '../types.ts';
import { sameFiles, type TextFiles } from './work.ts';

export interface DeskOptions extends Pick<SessionOptions, 'exercise' | 'clock' | 'free'> {
  store: Store;
  keeper: Keeper;
  starter: TextFiles;
  tab: string;
}

/** The learner's files: what changes them, what is kept of them, and that every change is saved. */
export function createDesk(options: DeskOptions) {
  const { exercise, store, keeper, starter } = options;
  const history = createHistoryDesk(options);
  const fail = (fault: string | undefined) => {
    if (fault) throw new Error(fault);
  };
  const replaceFiles = (files: TextFiles) => {
    store.change({ files, stale: store.state.report !== undefined });
    keeper.saveWork();
  };
  // Without a file of the starter the exercise could not be graded.
  const whole = (files: TextFiles) => (options.free ? { ...files } : { ...starter, ...files });
  /** Keeps the files before others take their place. */
  const put = (files: TextFiles, reason: SnapshotReason) => {
    if (sameFiles(store.state.files, files)) return;
    // The history is asked for first: it is saved before the files are.
    history.keep(reason, store.state.files, { files, stale: store.state.report !== undefined });
    keeper.saveWork();
  };
  return {
    ...createFileDesk(options, replaceFiles, fail),
    replaceAll(files: TextFiles, reason: SnapshotReason) {
      const all = whole(files);
      for (const path of Object.keys(all)) {
        if (!Object.hasOwn(starter, path)) fail(nameFault(path, exercise) ?? clashFault(path, all, exercise, path));
      }
      fail(sizeFault(all));
      put(all, reason);
    },
    follow: (files: TextFiles) => replaceFiles(whole(files)),
    keep: (reason: SnapshotReason, files?: TextFiles) => history.keep(reason, files),
    keepRun: history.keepRun,
    keepVerdict: history.keepVerdict,
    reset: () => put({ ...starter }, 'reset'),
    undoReset() {
      const last = undoableReset(store.state.history);
      if (!last) return;
      // What was written after the reset is work too.
      const stale = store.state.report !== undefined;
      history.keep('undo', store.state.files, { files: whole(last.files), stale });
      keeper.saveWork();
    },
    restore(id: string) {
      const found = store.state.history.find((snapshot) => snapshot.id === id);
      if (!found) throw new Error('This version is no longer in the history. Choose another one.');
      put(whole(found.files), 'restore');
    },
  };
}

function createFileDesk(
  { exercise, store, starter, free }: DeskOptions,
  replaceFiles: (files: TextFiles) => void,
  fail: (fault: string | undefined) => void,
) {
  const owns = (path: string) => Boolean(free) || !Object.hasOwn(starter, path);
  const find = (path: string, verb: string): string => {
    const contents = Object.hasOwn(store.state.files, path) ? store.state.files[path] : undefined;
    if (contents === undefined) throw new Error(`There is no file “${path}” that could be ${verb}.`);
    if (owns(path)) return contents;
    throw new Error(`“${path}” belongs to the exercise, so it cannot be ${verb}. Files that you made can be.`);
  };
  const checked = (path: string, except?: string) => {
    fail(nameFault(path, exercise) ?? clashFault(path, store.state.files, exercise, except));
    return path;
  };
  return {
    owns,
    write(path: string, contents: string) {
      const { files } = store.state;
      if (!Object.hasOwn(files, path)) throw new Error(`"${path}" is not a file of this exercise that can be changed.`);
      if (files[path] !== contents) replaceFiles({ ...files, [path]: contents });
    },
    create(path: string, contents = '') {
      const files = { ...store.state.files, [checked(path)]: contents };
      fail(sizeFault(files));
      replaceFiles(files);
    },
    rename(from: string, to: string) {
      const contents = find(from, 'renamed');
      if (from === to) return;
      const { [from]: _, ...others } = store.state.files;
      replaceFiles({ ...others, [checked(to, from)]: contents });
    },
    remove(path: string) {
      find(path, 'removed');
      const { [path]: _, ...others } = store.state.files;
      replaceFiles(others);
    },
  };
}

function createHistoryDesk({ store, keeper, clock, tab }: DeskOptions) {
  let count = 0;
  const show = (snapshots: Snapshot[], change: Partial<SessionState> = {}) => {
    const history = thin(snapshots);
    store.change({ ...change, history, canUndoReset: undoableReset(history) !== undefined });
    keeper.saveHistory();
  };
  /** `change` is what comes in the same moment. */
  const keep = (reason: SnapshotReason, files = store.state.files, change?: Partial<SessionState>): string => {
    const at = new Date(clock.now()).toISOString();
    const id = `${at}-${tab}-${count++}`;
    show([...store.state.history, { id, at, reason, files }], change);
    return id;
  };
  return {
    keep,
    /** The files that a run grades, unless they are the ones that were kept last. */
    keepRun(files: TextFiles) {
      const last = store.state.history.at(-1);
      if (!last || !sameFiles(last.files, files)) keep('run', files);
    },
    keepVerdict(files: TextFiles, report: TestReport) {
      // Trouble of the runtime says nothing about the files.
      if (report.status === 'error' && /^(boot|internal)$/.test(report.reason)) return;
      show(withVerdict(store.state.history, files, report));
    },
  };
}
