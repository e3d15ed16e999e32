import type { Clock, Storage } from '../../sandbox/session/session.ts';
import { workKey } from '../../sandbox/session/work.ts';
import { slugOf, type Beginning } from './model.ts';

/** One playground of this device. Its files are the work of the session with its slug. */
export interface Entry {
  id: string;
  name: string;
  /** ISO 8601, UTC. */
  createdAt: string;
  usedAt: string;
  /** Kept for a while, so that it can be brought back. */
  deletedAt?: string | undefined;
}

/** Version 1 of the record below `listKey`. */
interface List {
  version: 1;
  playgrounds: Entry[];
}

export interface Playgrounds {
  /** The latest used first, deleted ones too. Rejects when the storage cannot be read. */
  all(): Promise<Entry[]>;
  /** What it began as. */
  beginning(id: string): Promise<Beginning | undefined>;
  /** Keeps a new one, or says that a known one was used; what had been deleted is back. */
  keep(entry: { id: string; name: string }, begin: Beginning): Promise<Entry[]>;
  rename(id: string, name: string): Promise<Entry[]>;
  remove(id: string): Promise<Entry[]>;
  restore(id: string): Promise<Entry[]>;
}

export const listKey = 'playgrounds';
const beginningKey = (id: string) => `playground-start:${id}`;
/** ms that a deleted one is kept */
const grace = 30 * 24 * 3600 * 1000;

/** The playgrounds of this device. Two tabs change the same list, so each change reads it anew. */
export function createPlaygrounds({ storage, clock }: { storage: Storage; clock: Clock }): Playgrounds {
  const now = () => new Date(clock.now()).toISOString();
  const change = async (work: (entries: Entry[]) => Entry[]) => {
    let next: Entry[] = [];
    await storage.update(listKey, (stored) => {
      const list = readList(stored);
      // A later version of the course wrote it: it stays as it is.
      if (list === 'newer') throw new Error('the list was saved by a newer version of the course; reload the page');
      next = sorted(work(list));
      return { version: 1, playgrounds: next } satisfies List;
    });
    return next;
  };
  const edit = (id: string, part: Partial<Entry>) =>
    change((entries) => entries.map((one) => (one.id === id ? { ...one, ...part } : one)));

  return {
    async all() {
      const list = readList(await storage.get(listKey));
      if (list === 'newer') throw new Error('the list was saved by a newer version of the course; reload the page');
      const old = new Date(clock.now() - grace).toISOString();
      const gone = list.filter(({ deletedAt }) => deletedAt !== undefined && deletedAt < old);
      if (gone.length) await forget(storage, gone, change);
      return sorted(list.filter((one) => !gone.includes(one)));
    },
    beginning: async (id) => readBeginning(await storage.get(beginningKey(id))),
    async keep({ id, name }, begin) {
      if (readBeginning(await storage.get(beginningKey(id))) === undefined) await storage.set(beginningKey(id), begin);
      return change((entries) => {
        const known = entries.find((one) => one.id === id);
        const fresh = known ?? { id, name, createdAt: now() };
        return [...entries.filter((one) => one !== known), { ...fresh, deletedAt: undefined, usedAt: now() }];
      });
    },
    rename: (id, name) => edit(id, { name }),
    remove: (id) => edit(id, { deletedAt: now() }),
    restore: (id) => edit(id, { deletedAt: undefined }),
  };
}

/** `Express`, or `Express 2` where that is taken. */
export function freeName(wanted: string, entries: Entry[]): string {
  const taken = new Set(entries.filter(({ deletedAt }) => !deletedAt).map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted} ${number}`;
  return name;
}

async function forget(storage: Storage, gone: Entry[], change: (work: (all: Entry[]) => Entry[]) => Promise<unknown>) {
  const ids = new Set(gone.map(({ id }) => id));
  await change((entries) => entries.filter(({ id, deletedAt }) => !ids.has(id) || !deletedAt));
  for (const id of ids) {
    await storage.set(workKey(slugOf(id)), undefined);
    await storage.set(beginningKey(id), undefined);
  }
}

const sorted = (entries: Entry[]) => entries.toSorted((a, b) => (a.usedAt < b.usedAt ? 1 : -1));

function readList(stored: unknown): Entry[] | 'newer' {
  if (typeof stored !== 'object' || stored === null) return [];
  const { version, playgrounds } = stored as Partial<List>;
  if (typeof version === 'number' && version > 1) return 'newer';
  if (!Array.isArray(playgrounds)) return [];
  return playgrounds.filter((one) => [one?.id, one?.name, one?.usedAt].every((part) => typeof part === 'string'));
}

function readBeginning(stored: unknown): Beginning | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { files } = stored as Partial<Beginning>;
  return typeof files === 'object' && files !== null ? { requests: [], packages: [], ...stored, files } : undefined;
}
