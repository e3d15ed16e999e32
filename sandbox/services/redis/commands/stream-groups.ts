import { readInteger } from '../numbers.ts';
import { fail, failure, nilArray, ok, syntaxError, type Reply } from '../reply.ts';
import * as streams from '../stream.ts';
import type { Consumer, Group, Stream, StreamId } from '../stream.ts';
import { writes, type Table } from '../table.ts';
import type { Context, Wait } from '../types.ts';
import { readStreamWords, showEntries, showEntry, showStreams } from './streams.ts';

const { compareIds, idText, readId } = streams;

const noKey =
  'ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to use the MKSTREAM option to create an empty stream automatically.';
export const noGroup = (key: string, group: string): string =>
  `NOGROUP No such key '${key}' or consumer group '${group}'`;

export function consumerOf(group: Group, name: string, now: number): Consumer {
  const there = group.consumers.get(name) ?? { seenAt: now, pending: new Set() };
  group.consumers.set(name, there);
  there.seenAt = now;
  return there;
}

const startOf = (text: string, stream: Stream): StreamId => (text === '$' ? stream.last : readId(text));

function create([key, name, id, ...words]: string[], { db }: Context): Reply {
  let make = false;
  let entriesRead: number | null = null;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'MKSTREAM') make = true;
    else if (word === 'ENTRIESREAD' && at + 1 < words.length) entriesRead = readInteger(words[++at]!);
    else fail("ERR unknown subcommand or wrong number of arguments for 'CREATE'. Try XGROUP HELP.");
  }
  const there = db.get(key!, 'stream');
  if (!there && !make) fail(noKey);
  const stream = there ?? streams.createStream();
  const last = startOf(id!, stream);
  if (!there) db.set(key!, 'stream', stream);
  if (stream.groups.has(name!)) fail('BUSYGROUP Consumer Group name already exists');
  stream.groups.set(name!, { last, entriesRead, pending: new Map(), consumers: new Map() });
  db.changed(key!);
  return ok;
}

function group([word, key, name, ...args]: string[], context: Context): Reply {
  const { db, engine } = context;
  const action = word!.toUpperCase();
  if (action === 'CREATE') return create([key!, name!, ...args], context);
  const stream = db.get(key!, 'stream') ?? fail(noKey);
  if (action === 'DESTROY') {
    const gone = stream.groups.delete(name!);
    if (gone) db.changed(key!);
    return gone ? 1 : 0;
  }
  const found = stream.groups.get(name!) ?? fail(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
  if (action === 'SETID') {
    found.last = startOf(args[0]!, stream);
    found.entriesRead = args[1] === undefined ? null : readInteger(args[2]!);
    return ok;
  }
  if (action === 'CREATECONSUMER') {
    if (found.consumers.has(args[0]!)) return 0;
    consumerOf(found, args[0]!, engine.now());
    return 1;
  }
  const pending = found.consumers.get(args[0]!)?.pending ?? new Set();
  for (const id of pending) found.pending.delete(id);
  found.consumers.delete(args[0]!);
  return pending.size;
}

/** How many entries a group has read, as long as that can be told from the stream alone. */
function countRead(stream: Stream, found: Group, id: StreamId): number | null {
  const first = stream.entries[0];
  const whole =
    compareIds(stream.maxDeleted, streams.zero) === 0 ||
    (first !== undefined && compareIds(stream.maxDeleted, first.id) < 0);
  if (!whole) return found.entriesRead === null ? null : found.entriesRead + 1;
  if (found.entriesRead !== null && compareIds(found.last, streams.zero) !== 0) return found.entriesRead + 1;
  return stream.added - stream.entries.length + stream.entries.findIndex((entry) => compareIds(entry.id, id) === 0) + 1;
}

function deliver(
  stream: Stream,
  found: Group,
  name: string,
  now: number,
  { count, noAck }: { count: number; noAck: boolean },
) {
  const news = streams.between(stream, streams.after(found.last), streams.ends);
  const entries = count ? news.slice(0, count) : news;
  for (const { id } of entries) {
    found.entriesRead = countRead(stream, found, id);
    found.last = id;
    if (noAck) continue;
    const text = idText(id);
    const before = found.pending.get(text);
    if (before) found.consumers.get(before.consumer)?.pending.delete(text);
    found.pending.set(text, { consumer: name, deliveredAt: now, deliveries: 1 });
    found.consumers.get(name)!.pending.add(text);
  }
  return entries;
}

export const inOrder = (ids: Iterable<string>): StreamId[] => [...ids].map((id) => readId(id)).toSorted(compareIds);

/** What one consumer was given and has not acknowledged, from an id on. */
function history(stream: Stream, { pending }: Consumer, from: StreamId, count: number): Reply {
  const ids = inOrder(pending).filter((id) => compareIds(id, from) > 0);
  return (count ? ids.slice(0, count) : ids).map((id) => {
    const entry = streams.find(stream, id);
    return entry ? showEntry(entry) : [idText(id), nilArray];
  });
}

function readGroup([word, name, consumer, ...words]: string[], context: Context): Reply | Wait {
  if (word!.toUpperCase() !== 'GROUP') fail(syntaxError);
  const options = readStreamWords(words, 'xreadgroup');
  const { db, engine } = context;
  const groupOf = (key: string): [Stream, Group] => {
    const stream = db.get(key, 'stream');
    const found = stream?.groups.get(name!);
    return stream && found ? [stream, found] : fail(`${noGroup(key, name!)} in XREADGROUP with GROUP option`);
  };
  for (const [index, key] of options.keys.entries()) {
    groupOf(key);
    if (options.ids[index] === '$') {
      fail(
        'ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the history of this consumer by specifying a proper ID, or use the > ID to get new messages. The $ ID would just return an empty result set.',
      );
    }
    if (options.ids[index] !== '>') readId(options.ids[index]!);
  }
  const attempt = () => {
    const answers = options.keys.flatMap((key, index): [string, Reply][] => {
      const [stream, found] = groupOf(key);
      const owner = consumerOf(found, consumer!, engine.now());
      if (options.ids[index] !== '>')
        return [[key, history(stream, owner, readId(options.ids[index]!), options.count)]];
      const entries = deliver(stream, found, consumer!, engine.now(), options);
      return entries.length ? [[key, showEntries(entries)]] : [];
    });
    return showStreams(answers, context);
  };
  const answer = attempt();
  if (answer !== undefined) return answer;
  const { block } = options;
  if (block === undefined || !context.mayWait) return nilArray;
  const whileWaiting = () => gone(options.keys, name!, context) ?? attempt();
  return { wait: true, attempt: whileWaiting, timeout: block, otherwise: nilArray };
}

/** What a reader is told whose stream or group was removed while it waited. */
function gone(keys: string[], name: string, { db }: Context): Reply | undefined {
  for (const key of keys) {
    const stream = db.get(key, 'stream');
    if (!stream) return failure('UNBLOCKED the stream key no longer exists');
    if (!stream.groups.has(name))
      return failure('NOGROUP the consumer group this client was blocked on no longer exists');
  }
  return undefined;
}

export function release(found: Group, id: string): boolean {
  const pending = found.pending.get(id);
  if (!pending) return false;
  found.consumers.get(pending.consumer)?.pending.delete(id);
  return found.pending.delete(id);
}

function acknowledge([key, name, ...ids]: string[], { db }: Context): Reply {
  const found = db.get(key!, 'stream')?.groups.get(name!);
  const wanted = ids.map((id) => idText(readId(id)));
  return found ? wanted.filter((id) => release(found, id)).length : 0;
}

export const groups: Table = {
  xgroup: {
    ...writes(-2, group, [2, 2, 1]),
    subcommands: { create: -5, destroy: 4, setid: -5, createconsumer: 5, delconsumer: 5 },
  },
  xreadgroup: { arity: -7, flags: ['write', 'blocking'], run: readGroup },
  xack: writes(-4, acknowledge),
};
