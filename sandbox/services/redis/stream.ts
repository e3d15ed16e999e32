import { fail } from './reply.ts';

/** When an entry was added, and its number within that millisecond. */
export interface StreamId {
  ms: number;
  seq: number;
}

export interface StreamEntry {
  id: StreamId;
  /** Names and values in turn. */
  fields: string[];
}

export interface Pending {
  consumer: string;
  deliveredAt: number;
  deliveries: number;
}

export interface Consumer {
  seenAt: number;
  pending: Set<string>;
}

export interface Group {
  /** What was delivered last. */
  last: StreamId;
  entriesRead: number | null;
  pending: Map<string, Pending>;
  consumers: Map<string, Consumer>;
}

export interface Stream {
  entries: StreamEntry[];
  last: StreamId;
  added: number;
  maxDeleted: StreamId;
  groups: Map<string, Group>;
}

/** The largest number of an id that is held exactly; Redis has 64 bits. */
export const most = Number.MAX_SAFE_INTEGER;
export const zero: StreamId = { ms: 0, seq: 0 };
export const ends: StreamId = { ms: most, seq: most };
export const idText = ({ ms, seq }: StreamId): string => `${ms}-${seq}`;
export const compareIds = (one: StreamId, other: StreamId): number => one.ms - other.ms || one.seq - other.seq;
export const after = ({ ms, seq }: StreamId): StreamId =>
  seq === most ? { ms: ms + 1, seq: 0 } : { ms, seq: seq + 1 };
export const before = ({ ms, seq }: StreamId): StreamId =>
  seq === 0 ? { ms: ms - 1, seq: most } : { ms, seq: seq - 1 };

export const createStream = (): Stream => ({ entries: [], last: zero, added: 0, maxDeleted: zero, groups: new Map() });

export const cloneStream = (stream: Stream): Stream => structuredClone(stream);

export const invalidId = 'ERR Invalid stream ID specified as stream command argument';

/** An id as it is written; `missing` stands where only the milliseconds are. */
export function readId(text: string, missing = 0): StreamId {
  const parts = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(text) ?? fail(invalidId);
  const number = (digits: string) => (BigInt(digits) >= 2n ** 64n ? fail(invalidId) : Math.min(Number(digits), most));
  return { ms: number(parts[1]!), seq: parts[2] === undefined ? missing : number(parts[2]) };
}

/** Entries from one id to another, both included. */
export function between({ entries }: Stream, from: StreamId, to: StreamId): StreamEntry[] {
  return entries.slice(indexOf(entries, from), indexOf(entries, after(to)));
}

/** The first place whose id is not below. */
function indexOf(entries: StreamEntry[], id: StreamId): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareIds(entries[middle]!.id, id) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const find = (stream: Stream, id: StreamId): StreamEntry | undefined => between(stream, id, id)[0];
