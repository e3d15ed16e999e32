import type { Database } from '../database.ts';
import { readInteger } from '../numbers.ts';
import { fail, nilArray, syntaxError, type Reply } from '../reply.ts';
import * as streams from '../stream.ts';
import type { Stream, StreamEntry, StreamId } from '../stream.ts';
import { reads, writes, type Table } from '../table.ts';
import type { Context, Wait } from '../types.ts';

const { compareIds, idText, readId } = streams;

export const showEntry = ({ id, fields }: StreamEntry): Reply => [idText(id), fields];
export const showEntries = (entries: StreamEntry[]): Reply => entries.map(showEntry);

interface Trim {
  maxLength?: number;
  minId?: StreamId;
  limit?: number;
  about: boolean;
}

/** MAXLEN and MINID with their signs; gives how many words they took. */
function readTrim(words: string[], trim: Trim): number {
  let at = 1;
  if (words[at] === '~' || words[at] === '=') trim.about = words[at++] === '~';
  const bound = words[at++] ?? fail(syntaxError);
  if (words[0]!.toUpperCase() === 'MINID') trim.minId = readId(bound);
  else {
    trim.maxLength = readInteger(bound);
    if (trim.maxLength < 0) fail('ERR The MAXLEN argument must be >= 0.');
  }
  if (words[at]?.toUpperCase() !== 'LIMIT') return at;
  trim.limit = readInteger(words[at + 1] ?? fail(syntaxError));
  if (trim.limit < 0) fail('ERR The LIMIT argument must be >= 0.');
  if (!trim.about) fail('ERR syntax error, LIMIT cannot be used without the special ~ option');
  return at + 2;
}

function trimStream(stream: Stream, { maxLength, minId, about }: Trim): number {
  // With `~` Redis removes whole nodes of a hundred entries; less than that stays.
  const surplus =
    maxLength === undefined
      ? stream.entries.findIndex(({ id }) => compareIds(id, minId!) >= 0)
      : stream.entries.length - maxLength;
  const exact = surplus < 0 && minId ? stream.entries.length : Math.max(0, surplus);
  const gone = stream.entries.splice(0, about ? exact - (exact % 100) : exact);
  if (gone.length && compareIds(gone.at(-1)!.id, stream.maxDeleted) > 0) stream.maxDeleted = gone.at(-1)!.id;
  return gone.length;
}

const notGreater = 'ERR The ID specified in XADD is equal or smaller than the target stream top item';

function nextId(text: string, { last }: Stream, now: number): StreamId {
  if (text === '*') return now > last.ms ? { ms: now, seq: 0 } : streams.after(last);
  const open = /^(\d+)-\*$/.exec(text);
  if (open) {
    const { ms } = readId(open[1]!);
    if (ms < last.ms) fail(notGreater);
    return ms === last.ms ? streams.after(last) : { ms, seq: 0 };
  }
  const id = readId(text);
  if (id.ms === 0 && id.seq === 0) fail('ERR The ID specified in XADD must be greater than 0-0');
  return compareIds(id, last) > 0 ? id : fail(notGreater);
}

function add([key, ...words]: string[], { db, engine }: Context): Reply {
  const trim: Trim = { about: false };
  let create = true;
  let at = 0;
  for (; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'NOMKSTREAM') create = false;
    else if (word === 'MAXLEN' || word === 'MINID') at += readTrim(words.slice(at), trim) - 1;
    else break;
  }
  const [idWord, ...fields] = words.slice(at);
  if (idWord === undefined || !fields.length || fields.length % 2)
    fail("ERR wrong number of arguments for 'xadd' command");
  if (idWord !== '*' && !/^\d+-\*$/.test(idWord!)) readId(idWord!);
  const there = db.get(key!, 'stream');
  if (!there && !create) return null;
  const stream = there ?? streams.createStream();
  const id = nextId(idWord!, stream, Math.floor(engine.now()));
  stream.entries.push({ id, fields });
  stream.last = id;
  stream.added++;
  if (trim.maxLength !== undefined || trim.minId) trimStream(stream, trim);
  if (there) db.changed(key!);
  else db.set(key!, 'stream', stream);
  return idText(id);
}

/** An end of a range: `-`, `+`, an id, or `(` and an id that does not belong. */
export function readBound(text: string, end: 'from' | 'to'): StreamId {
  if (text === '-') return streams.zero;
  if (text === '+') return streams.ends;
  const open = text.startsWith('(');
  const id = readId(open ? text.slice(1) : text, end === 'from' ? 0 : streams.most);
  if (!open) return id;
  if (end === 'from')
    return compareIds(id, streams.ends) === 0 ? fail('ERR invalid start ID for the interval') : streams.after(id);
  return compareIds(id, streams.zero) === 0 ? fail('ERR invalid end ID for the interval') : streams.before(id);
}

function rangeOf(reversed: boolean) {
  return ([key, one, other, ...words]: string[], { db }: Context): Reply => {
    const [from, to] = reversed ? [other!, one!] : [one!, other!];
    const bounds = [readBound(from, 'from'), readBound(to, 'to')] as const;
    if (words.length && (words.length !== 2 || words[0]!.toUpperCase() !== 'COUNT')) fail(syntaxError);
    const count = words.length ? readInteger(words[1]!) : Infinity;
    const stream = db.get(key!, 'stream');
    if (!stream) return [];
    if (count <= 0) return nilArray;
    const found = streams.between(stream, ...bounds);
    return showEntries((reversed ? found.toReversed() : found).slice(0, count));
  };
}

/** XREAD's and XREADGROUP's words: options, then STREAMS with as many keys as ids. */
export function readStreamWords(words: string[], name: string) {
  const found = {
    count: 0,
    block: undefined as number | undefined,
    noAck: false,
    keys: [] as string[],
    ids: [] as string[],
  };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    const next = words[at + 1];
    if (word === 'COUNT' && next !== undefined) found.count = Math.max(0, readInteger(words[++at]!));
    else if (word === 'BLOCK' && next !== undefined) {
      found.block = readInteger(words[++at]!, 'ERR timeout is not an integer or out of range');
      if (found.block < 0) fail('ERR timeout is negative');
    } else if (word === 'NOACK' && name === 'xreadgroup') found.noAck = true;
    else if (word === 'STREAMS' && next !== undefined) {
      const rest = words.slice(at + 1);
      if (rest.length % 2) {
        // Redis says this for XREADGROUP as well.
        fail("ERR Unbalanced XREAD list of streams: for each stream key an ID or '$' must be specified.");
      }
      found.keys = rest.slice(0, rest.length / 2);
      found.ids = rest.slice(rest.length / 2);
      return found;
    } else fail(syntaxError);
  }
  return fail(syntaxError);
}

/** Keys with what was found in each: a map in RESP3, pairs in RESP2; nothing when nothing was found. */
export function showStreams(found: [string, Reply][], { client }: Context): Reply | undefined {
  if (!found.length) return undefined;
  return client.protocol === 3 ? { map: found } : found;
}

function read(words: string[], context: Context): Reply | Wait {
  const { count, block, keys, ids } = readStreamWords(words, 'xread');
  const { db } = context;
  const from = keys.map((key, index) => {
    if (ids[index] === '>')
      fail('ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group> <consumer> option.');
    return ids[index] === '$' ? (db.get(key, 'stream')?.last ?? streams.zero) : readId(ids[index]!);
  });
  const attempt = () => {
    const found = keys.flatMap((key, index): [string, Reply][] => {
      const stream = db.get(key, 'stream');
      const entries = stream ? streams.between(stream, streams.after(from[index]!), streams.ends) : [];
      return entries.length ? [[key, showEntries(count ? entries.slice(0, count) : entries)]] : [];
    });
    return showStreams(found, context);
  };
  const answer = attempt();
  if (answer !== undefined) return answer;
  return block === undefined || !context.mayWait
    ? nilArray
    : { wait: true, attempt, timeout: block, otherwise: nilArray };
}

function remove(db: Database, key: string, ids: string[]): number {
  const wanted = ids.map((id) => idText(readId(id)));
  const stream = db.get(key, 'stream');
  if (!stream) return 0;
  const gone = stream.entries.filter(({ id }) => wanted.includes(idText(id)));
  stream.entries = stream.entries.filter((entry) => !gone.includes(entry));
  for (const { id } of gone) if (compareIds(id, stream.maxDeleted) > 0) stream.maxDeleted = id;
  if (gone.length) db.changed(key);
  return gone.length;
}

export const streamCommands: Table = {
  xadd: writes(-5, add),
  xlen: reads(2, ([key], { db }) => db.get(key!, 'stream')?.entries.length ?? 0),
  xrange: reads(-4, rangeOf(false)),
  xrevrange: reads(-4, rangeOf(true)),
  xread: { arity: -4, flags: ['readonly', 'blocking'], run: read },
  xdel: writes(-3, ([key, ...ids], { db }) => remove(db, key!, ids)),
  xtrim: writes(-4, ([key, ...words], { db }) => {
    const trim: Trim = { about: false };
    if (!/^(?:maxlen|minid)$/i.test(words[0]!) || readTrim(words, trim) !== words.length) fail(syntaxError);
    const stream = db.get(key!, 'stream');
    const gone = stream ? trimStream(stream, trim) : 0;
    if (gone) db.changed(key!);
    return gone;
  }),
};
