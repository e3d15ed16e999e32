import { historyKey, joinHistories, readHistory, undoableReset, type Snapshot } from './history.ts';
import type { SessionOptions } from './session.ts';
import type { Store } from './session-store.ts';
import { storageFault } from './storage-fault.ts';
import { joinFiles, readWork, sameFiles, workKey, type TextFiles, type Work } from './work.ts';

/** What this page and the storage last agreed on. */
export interface Agreed {
  revision: number;
  files: TextFiles;
}

export interface Keeper {
  /** The files have changed. */
  saveWork(): void;
  /** The history has changed. */
  saveHistory(): void;
  /** Another tab may have saved: takes over what is there. */
  refresh(): void;
  /** Nothing could be read so far: tries again after a while. */
  retry(): void;
  /** Resolves when everything asked for so far has been done, or could not be. */
  settled(): Promise<void>;
  dispose(): void;
}

export interface KeeperOptions extends Pick<SessionOptions, 'storage' | 'clock' | 'later'> {
  slug: string;
  store: Store;
  starter: TextFiles;
  agreed: Agreed;
  /** What is stored belongs to a newer version of the course. */
  readOnly: boolean;
  /** Something was written that other tabs should know of. */
  onSaved(): void;
  /** Another tab changed the same files meanwhile: `files` is its version. */
  onClash(files: TextFiles, paths: string[]): void;
  /** Another tab's changes were taken over. */
  onTaken(): void;
}

const retries = { first: 5_000, last: 60_000 };

/** Keeps the files and their history in the storage. One step at a time; what comes meanwhile shares the next one. */
export function createKeeper(options: KeeperOptions): Keeper {
  const { store, readOnly, later = wait } = options;
  const steps = { history: createHistorySaver(options), ...createWorkSaver(options) };
  const wanted = { history: false, refresh: false, work: false };
  const failed = new Set<keyof typeof wanted>();
  let working: Promise<void> | undefined;
  let pause = retries.first;
  let cancel = () => {};

  const step = async (name: keyof typeof wanted) => {
    wanted[name] = false;
    try {
      await steps[name]();
      failed.delete(name);
    } catch (error) {
      failed.add(name);
      store.notify('not-saved', { kind: 'not-saved', ...storageFault(error) });
    }
  };
  const work = async () => {
    // The history first: what is about to be replaced must be safe before it is.
    for (;;) {
      const next = (['history', 'refresh', 'work'] as const).find((name) => wanted[name]);
      if (!next) break;
      await step(next);
    }
    working = undefined;
    cancel();
    if (failed.size) return retryLater();
    pause = retries.first;
    store.notify('not-saved');
  };
  const retryLater = () => {
    cancel = later(pause, () => failed.forEach(request));
    pause = Math.min(pause * 2, retries.last);
  };
  const request = (name: keyof typeof wanted) => {
    if (readOnly) return;
    wanted[name] = true;
    working ??= work();
  };
  return {
    saveWork: () => request('work'),
    saveHistory: () => request('history'),
    refresh: () => request('refresh'),
    retry() {
      failed.add('refresh');
      retryLater();
    },
    settled: async () => working,
    dispose: () => cancel(),
  };
}

function createHistorySaver({ storage, slug, store, onSaved }: KeeperOptions) {
  return async () => {
    let joined: Snapshot[] = [];
    await storage.update(historyKey(slug), (stored) => {
      const read = readHistory(stored);
      if (read === 'newer') return stored;
      joined = joinHistories(read === 'unreadable' ? [] : read, store.state.history);
      return { version: 1, snapshots: joined };
    });
    showHistory(store, joined);
    onSaved();
  };
}

/** Steps that write the files, and that take over what another tab wrote. */
function createWorkSaver(options: KeeperOptions) {
  const { storage, slug, store, starter, clock, onClash, onSaved, onTaken } = options;
  let { agreed } = options;

  /** What was written since `mine` was read stays on top. */
  const take = (mine: TextFiles, joined: TextFiles, first: boolean) => {
    const { files } = joinFiles(mine, store.state.files, joined);
    if (sameFiles(files, store.state.files)) return;
    store.change({ files, stale: store.state.report !== undefined });
    if (!first) onTaken();
  };

  const save = async () => {
    const mine = store.state.files;
    let met: Work | undefined;
    let newer = false;
    let joined = { files: mine, clashes: [] as string[] };
    let { revision } = agreed;
    await storage.update(workKey(slug), (stored) => {
      const read = stored === undefined ? undefined : readWork(stored, slug);
      newer = read === 'newer';
      if (newer) return stored;
      // A record that has become unreadable is replaced: this page has the good copy.
      const there = typeof read === 'object' ? read.work : undefined;
      met = there && there.revision !== agreed.revision ? there : undefined;
      joined = met ? joinFiles(agreed.files, mine, met.files) : { files: mine, clashes: [] };
      revision = Math.max(agreed.revision, met?.revision ?? 0) + 1;
      const savedAt = new Date(clock.now()).toISOString();
      return { version: 2, slug, revision, files: joined.files, starter, savedAt } satisfies Work;
    });
    if (newer) return store.notify('newer', { kind: 'newer' });
    const first = agreed.revision === 0;
    agreed = { revision, files: joined.files };
    if (met) take(mine, joined.files, first);
    if (met && joined.clashes.length) onClash(met.files, joined.clashes);
    onSaved();
  };

  const refresh = async () => {
    const [stored, history] = [await storage.get(workKey(slug)), readHistory(await storage.get(historyKey(slug)))];
    if (typeof history === 'object') showHistory(store, joinHistories(history, store.state.history));
    const read = readWork(stored, slug);
    if (typeof read === 'string' || read.work.revision === agreed.revision) return;
    const { revision, files: theirs } = read.work;
    const mine = store.state.files;
    const { files, clashes } = joinFiles(agreed.files, mine, theirs);
    const first = agreed.revision === 0;
    agreed = { revision, files: theirs };
    take(mine, files, first);
    if (clashes.length) onClash(theirs, clashes);
  };
  return { work: save, refresh };
}

/** Adds what came to what is known; changes nothing where there is nothing new. */
function showHistory(store: Store, joined: Snapshot[]) {
  const known = store.state.history;
  const history = joinHistories(joined, known);
  if (JSON.stringify(history.map(({ id, verdict }) => [id, verdict])) === JSON.stringify(known.map(({ id, verdict }) => [id, verdict]))) return; // prettier-ignore
  store.change({ history, canUndoReset: undoableReset(history) !== undefined });
}

const wait: NonNullable<SessionOptions['later']> = (ms, work) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
