import type { DiskFile, FolderChange, FolderState, FolderWrite, FolderWritten } from '../local/sync/protocol.ts';
import { lines, reconcile, type Outcome } from './reconcile.ts';
import type { Clock, Session, Storage } from './session.ts';
import { errorText, isRecord, isTextFiles, sameFiles, type TextFiles } from './work.ts';

/** A way to the folder of one exercise. */
export interface FolderConnection {
  /** Tells the folder's state now and after each change; tries again by itself when the way is cut. Returns its undo. */
  follow(listener: { state(state: FolderState): void; lost(why: Lost): void }): () => void;
  /** Rejects when nobody answers. */
  write(write: FolderWrite): Promise<FolderWritten>;
}

/** `away`: nobody answers. `fault`: somebody does, and says why not. */
export type Lost = { kind: 'away' } | { kind: 'fault'; why: string };

export type FolderStatus =
  | { kind: 'connecting' }
  /** Nothing is written before the learner changes something. */
  | { kind: 'absent'; folder: string }
  | ({ kind: 'saving' | 'saved'; folder: string } & Beside)
  | { kind: 'refused'; folder: string; why: string }
  | { kind: 'away'; folder: string }
  | { kind: 'fault'; why: string }
  /** Another tab of the exercise does it. */
  | { kind: 'elsewhere'; folder: string };

/** What the learner should know of a folder that is followed. */
export interface Beside {
  /** Files of the exercise that were removed on disk. */
  missing: string[];
  /** Files on disk that the page cannot show. */
  left: FolderState['left'];
}

export interface FolderSyncOptions {
  session: Pick<Session, 'state' | 'subscribe' | 'follow'>;
  connection: FolderConnection;
  storage: Storage;
  clock: Clock;
  slug: string;
  starter: TextFiles;
  onStatus(status: FolderStatus): void;
  /** These files of the page were changed on disk. */
  onTaken(paths: string[]): void;
  later?(ms: number, work: () => void): () => void;
}

export interface FolderSync {
  /** Begins, or goes on, to keep both sides the same. */
  start(): Promise<void>;
  /** Writes at once what waits for a pause in the typing. */
  flush(): Promise<void>;
  /** Makes the folder, or puts back what is missing in it. */
  open(): Promise<void>;
  stop(status?: 'elsewhere'): void;
}

/** ms: a pause in the typing is a save, and so is a long time without one. */
const pause = { typing: 300, longest: 2_000, again: 3_000 };

/** Keeps the files of a page and those of a folder the same. Nothing of either is lost, whenever they meet. */
export function createFolderSync(options: FolderSyncOptions): FolderSync {
  const { session, connection, onStatus } = options;
  const sides = createSides(options);
  const writer = createWriter(options, sides);
  let unsubscribe = () => {};
  let unfollow = () => {};

  let waiting = false;
  const changed = () => {
    if (!sides.isNew()) return;
    // The first change opens the exercise in `workspace/`, as soon as somebody answers.
    if (sides.disk) writer.ask();
    else waiting = true;
  };
  const arrived = (state: FolderState) => {
    if (sides.arrived(state) || waiting) writer.ask();
    waiting = false;
  };
  return {
    async start() {
      if (sides.active) return;
      sides.active = true;
      onStatus({ kind: 'connecting' });
      await sides.begin();
      if (!sides.active) return;
      unsubscribe = session.subscribe(changed);
      unfollow = connection.follow({
        state: arrived,
        lost: sides.lost,
      });
    },
    flush: writer.flushAsked,
    open: () => writer.flush(sides.meet()?.missing),
    stop(status) {
      sides.active = false;
      writer.cancel();
      unsubscribe();
      unfollow();
      if (status) onStatus({ kind: status, folder: sides.folder() });
    },
  };
}

/** Somebody answered, with a reason why not. */
export class FolderFault extends Error {}

/** The page's files, what is known of the folder, and what they last had in common. */
function createSides(options: FolderSyncOptions) {
  const { session, onStatus, onTaken } = options;
  const agreed = createAgreed(options);
  /** What was refused for its own sake is not sent again as it is. */
  const refused = new Map<string, string | null>();
  let seen = session.state.files;
  const pending = ({ push }: Outcome) => Object.entries(push).filter(([path, text]) => refused.get(path) !== text);

  const sides = {
    active: false,
    disk: undefined as FolderState | undefined,
    agreed,
    refused,
    pending,
    folder: () => sides.disk?.folder ?? '',
    async begin() {
      sides.disk = undefined;
      await agreed.load();
      seen = session.state.files;
    },
    /** Whether the page's files have changed, and not by what came from the folder. */
    isNew() {
      const before = seen;
      seen = session.state.files;
      return seen !== before;
    },
    meet: () => (sides.disk?.opened ? outcomeOf(options, agreed, sides.disk) : undefined),
    /** The page takes what it has to take. Returns whether the folder has to take something, too. */
    arrived(state: FolderState): boolean {
      if (sides.disk && state.number <= sides.disk.number) return false;
      sides.disk = state;
      const met = sides.meet();
      if (!met) {
        agreed.set(state.place, {});
        onStatus({ kind: 'absent', folder: state.folder });
        return false;
      }
      const before = session.state.files;
      if (!sameFiles(met.files, before)) {
        session.follow(met.files, met);
        seen = session.state.files;
        onTaken(Object.keys({ ...before, ...seen }).filter((path) => before[path] !== seen[path]));
      }
      agreed.set(state.place, met.base);
      if (pending(met).length) return true;
      sides.say(met);
      return false;
    },
    say({ push, missing }: Outcome) {
      const { folder = '', left = [] } = sides.disk ?? {};
      if (!Object.keys(push).length) onStatus({ kind: 'saved', folder, missing, left });
    },
    lost(why: Lost) {
      // The next one that answers may count from the start.
      if (sides.disk) sides.disk = { ...sides.disk, number: 0 };
      onStatus(why.kind === 'away' ? { kind: 'away', folder: sides.folder() } : why);
    },
  };
  return sides;
}

function outcomeOf({ session, starter }: FolderSyncOptions, agreed: Agreed, disk: FolderState): Outcome {
  const left = new Set(disk.left.map(({ path }) => path));
  return reconcile({
    base: agreed.with(disk),
    starter,
    mine: session.state.files,
    theirs: texts(disk.files),
    left,
  });
}

/** Brings to the folder what the page has changed, after a pause in the typing. One write at a time. */
function createWriter(
  { session, connection, clock, onStatus, later = wait }: FolderSyncOptions,
  sides: ReturnType<typeof createSides>,
) {
  const { agreed, refused } = sides;
  let writing: Promise<void> | undefined;
  let firstAsk: number | undefined;
  let undo = () => {};

  const ask = () => {
    const { disk } = sides;
    if (disk?.opened) onStatus({ kind: 'saving', folder: disk.folder, missing: [], left: disk.left });
    firstAsk ??= clock.now();
    undo();
    const rest = Math.max(0, firstAsk + pause.longest - clock.now());
    undo = later(Math.min(pause.typing, rest), () => void flush());
  };
  const write = async (open: boolean, changes: FolderChange[]) => {
    for (const { path, text } of changes) agreed.sending(path, text);
    const written = await connection.write({ open, changes });
    if (!sides.active) return;
    for (const { path, text } of changes) {
      const fault = written.refused.find((one) => one.path === path);
      if (!fault) agreed.sent(path, text);
      else if (!fault.changed) refused.set(path, text);
    }
    if (sides.arrived(written.state)) ask();
    const own = written.refused.find(({ changed }) => !changed);
    if (own) onStatus({ kind: 'refused', folder: sides.folder(), why: own.why });
  };
  const writeAll = async (back: string[]) => {
    if (!sides.disk?.opened) await write(true, []);
    const met = sides.meet();
    if (!met || !sides.disk) return;
    const { files } = sides.disk;
    const returned = back.map((path) => [path, session.state.files[path] ?? null] as const);
    const changes = [...sides.pending(met), ...returned].map(([path, text]) => ({
      path,
      was: files[path]?.version ?? null,
      text,
    }));
    if (changes.length) await write(false, changes);
    else sides.say(met);
  };
  const flush = async (back: string[] = []): Promise<void> => {
    undo();
    firstAsk = undefined;
    await writing;
    if (!sides.active || !sides.disk) return;
    writing = writeAll(back).catch((error: unknown) => {
      if (error instanceof FolderFault) onStatus({ kind: 'refused', folder: sides.folder(), why: error.message });
      else sides.lost({ kind: 'away' });
      // The way may be cut; what was not written is found out when it is there again.
      if (sides.active) undo = later(pause.again, () => void flush());
    });
    await writing;
    writing = undefined;
  };
  return { ask, flush, flushAsked: async () => (firstAsk === undefined ? writing : flush()), cancel: () => undo() };
}

type Agreed = ReturnType<typeof createAgreed>;

/** What page and folder last had in common. Kept for the next visit, since both may change meanwhile. */
function createAgreed({ storage, slug }: FolderSyncOptions) {
  const key = `exercise:${slug}:folder`;
  const inFlight = new Map<string, string | null>();
  let known: { place: string; files: TextFiles } = { place: '', files: {} };
  let saved = known;
  return {
    async load() {
      const stored = await storage.get(key).catch(errorText);
      if (isRecord(stored) && stored.version === 1 && typeof stored.place === 'string' && isTextFiles(stored.files))
        saved = known = { place: stored.place, files: stored.files };
    },
    /** What is on disk and was sent from here is common, also when no answer came. */
    with({ place, files }: FolderState): TextFiles {
      const base: TextFiles = place === known.place ? { ...known.files } : {};
      for (const [path, text] of inFlight) {
        if (text !== null && files[path]?.text === lines(text)) base[path] = text;
      }
      return base;
    },
    sending: (path: string, text: string | null) => void inFlight.set(path, text),
    sent(path: string, text: string | null) {
      inFlight.delete(path);
      const { [path]: _, ...others } = known.files;
      known = { ...known, files: text === null ? others : { ...others, [path]: text } };
    },
    set(place: string, files: TextFiles) {
      known = { place, files };
      if (place === saved.place && sameFiles(files, saved.files)) return;
      saved = known;
      // Without it the next meeting knows only the starter, and keeps more versions than it would have to.
      void storage.set(key, { version: 1, ...known }).catch(() => {});
    },
  };
}

const texts = (files: Record<string, DiskFile>): TextFiles =>
  Object.fromEntries(Object.entries(files).map(([path, { text }]) => [path, text]));

const wait = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
