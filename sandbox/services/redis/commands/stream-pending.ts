import { readInteger } from '../numbers.ts';
import { fail, nilArray, syntaxError, type Reply } from '../reply.ts';
import * as streams from '../stream.ts';
import type { Group, Stream, StreamId } from '../stream.ts';
import { reads, writes, type Table } from '../table.ts';
import type { Context } from '../types.ts';
import { consumerOf, inOrder, noGroup, release } from './stream-groups.ts';
import { readBound, showEntry } from './streams.ts';

const { compareIds, idText, readId } = streams;

function find({ db }: Context, key: string, name: string): [Stream, Group] {
  const stream = db.get(key, 'stream');
  const group = stream?.groups.get(name);
  return stream && group ? [stream, group] : fail(noGroup(key, name));
}

function pending([key, name, ...words]: string[], context: Context): Reply {
  const now = context.engine.now();
  if (!words.length) return summary(find(context, key!, name!)[1]);
  let idle = 0;
  if (words[0]!.toUpperCase() === 'IDLE') {
    idle = readInteger(words[1] ?? fail(syntaxError));
    words = words.slice(2);
  }
  if (words.length < 3 || words.length > 4) fail(syntaxError);
  const count = readInteger(words[2]!);
  const [from, to] = [readBound(words[0]!, 'from'), readBound(words[1]!, 'to')];
  const [, group] = find(context, key!, name!);
  const ids = inOrder(group.pending.keys()).filter((id) => compareIds(id, from) >= 0 && compareIds(id, to) <= 0);
  return ids
    .map((id) => [idText(id), group.pending.get(idText(id))!] as const)
    .filter(([, one]) => now - one.deliveredAt >= idle && (words[3] === undefined || one.consumer === words[3]))
    .slice(0, Math.max(0, count))
    .map(([id, one]) => [id, one.consumer, Math.floor(now - one.deliveredAt), one.deliveries]);
}

function summary({ pending: all, consumers }: Group): Reply {
  const ids = inOrder(all.keys());
  if (!ids.length) return [0, null, null, nilArray];
  const owners = [...consumers]
    .filter(([, { pending: own }]) => own.size)
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [
    ids.length,
    idText(ids[0]!),
    idText(ids.at(-1)!),
    owners.map(([name, { pending: own }]) => [name, String(own.size)]),
  ];
}

interface Claim {
  justId: boolean;
  deliveredAt: number;
  deliveries?: number;
}

/** Gives an entry to another consumer; nothing when the entry itself is gone. */
function claim(stream: Stream, group: Group, name: string, id: StreamId, how: Claim): Reply | undefined {
  const text = idText(id);
  const before = group.pending.get(text);
  const entry = streams.find(stream, id);
  release(group, text);
  if (!entry) return undefined;
  const deliveries = how.deliveries ?? (before?.deliveries ?? 0) + (how.justId ? 0 : 1);
  group.pending.set(text, { consumer: name, deliveredAt: how.deliveredAt, deliveries });
  group.consumers.get(name)!.pending.add(text);
  return how.justId ? text : showEntry(entry);
}

function readClaimOptions(words: string[], now: number): Claim & { force: boolean } {
  const found: Claim & { force: boolean } = { justId: false, force: false, deliveredAt: now };
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'FORCE') found.force = true;
    else if (word === 'JUSTID') found.justId = true;
    else if (word === 'IDLE' && at + 1 < words.length)
      found.deliveredAt = now - readInteger(words[++at]!, 'ERR Invalid IDLE option argument for XCLAIM');
    else if (word === 'TIME' && at + 1 < words.length)
      found.deliveredAt = readInteger(words[++at]!, 'ERR Invalid TIME option argument for XCLAIM');
    else if (word === 'RETRYCOUNT' && at + 1 < words.length)
      found.deliveries = readInteger(words[++at]!, 'ERR Invalid RETRYCOUNT option argument for XCLAIM');
    else fail(`ERR Unrecognized XCLAIM option '${words[at]}'`);
  }
  return found;
}

function claimMany([key, name, consumer, minIdle, ...words]: string[], context: Context): Reply {
  const now = context.engine.now();
  const [stream, group] = find(context, key!, name!);
  const idle = readInteger(minIdle!, 'ERR Invalid min-idle-time argument for XCLAIM');
  const count = words.findIndex((word) => !/^\d+(?:-\d+)?$/.test(word));
  const ids = (count < 0 ? words : words.slice(0, count)).map((id) => readId(id));
  const options = readClaimOptions(count < 0 ? [] : words.slice(count), now);
  consumerOf(group, consumer!, now);
  const claimed = ids.flatMap((id) => {
    const before = group.pending.get(idText(id));
    if (before ? now - before.deliveredAt < idle : !options.force || !streams.find(stream, id)) return [];
    const answer = claim(stream, group, consumer!, id, options);
    return answer === undefined ? [] : [answer];
  });
  return claimed;
}

function claimNext([key, name, consumer, minIdle, start, ...words]: string[], context: Context): Reply {
  const now = context.engine.now();
  const idle = readInteger(minIdle!, 'ERR Invalid min-idle-time argument for XAUTOCLAIM');
  const from = readBound(start!, 'from');
  let count = 100;
  let justId = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!.toUpperCase();
    if (word === 'JUSTID') justId = true;
    else if (word === 'COUNT' && at + 1 < words.length) {
      count = readInteger(words[++at]!, 'ERR COUNT must be > 0');
      if (count < 1) fail('ERR COUNT must be > 0');
    } else fail(syntaxError);
  }
  const [stream, group] = find(context, key!, name!);
  consumerOf(group, consumer!, now);
  const claimed: Reply[] = [];
  const deleted: string[] = [];
  const ids = inOrder(group.pending.keys()).filter((id) => compareIds(id, from) >= 0);
  let looked = 0;
  for (; looked < ids.length && looked < count * 10 && claimed.length + deleted.length < count; looked++) {
    const id = ids[looked]!;
    if (streams.find(stream, id) && now - group.pending.get(idText(id))!.deliveredAt < idle) continue;
    const answer = claim(stream, group, consumer!, id, { justId, deliveredAt: now });
    if (answer === undefined) deleted.push(idText(id));
    else claimed.push(answer);
  }
  return [looked < ids.length ? idText(ids[looked]!) : '0-0', claimed, deleted];
}

function info([word, key, name]: string[], context: Context): Reply {
  const { db, engine } = context;
  const stream = db.get(key!, 'stream') ?? fail('ERR no such key');
  const what = word!.toLowerCase();
  if (what === 'groups') {
    return [...stream.groups]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([title, group]) => ({ map: describe(title, group, stream) }));
  }
  if (what === 'consumers') {
    const group = stream.groups.get(name!) ?? fail(`NOGROUP No such consumer group '${name}' for key name '${key}'`);
    return [...group.consumers]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([title, { pending: own, seenAt }]) => ({
        map: [
          ['name', title],
          ['pending', own.size],
          ['idle', Math.floor(engine.now() - seenAt)],
        ],
      }));
  }
  if (name !== undefined) fail(syntaxError);
  const [first, last] = [stream.entries[0], stream.entries.at(-1)];
  return {
    map: [
      ['length', stream.entries.length], ['radix-tree-keys', Math.ceil(stream.entries.length / 100)],
      ['radix-tree-nodes', Math.ceil(stream.entries.length / 100) + 1], ['last-generated-id', idText(stream.last)],
      ['max-deleted-entry-id', idText(stream.maxDeleted)], ['entries-added', stream.added],
      ['recorded-first-entry-id', first ? idText(first.id) : '0-0'], ['groups', stream.groups.size],
      ['first-entry', first ? showEntry(first) : null], ['last-entry', last ? showEntry(last) : null],
    ],
  }; // prettier-ignore
}

function describe(title: string, group: Group, stream: Stream): [Reply, Reply][] {
  const waiting = streams.between(stream, streams.after(group.last), streams.ends).length;
  const whole = compareIds(stream.maxDeleted, group.last) <= 0;
  const lag = group.entriesRead === null ? (whole ? waiting : null) : stream.added - group.entriesRead;
  return [
    ['name', title], ['consumers', group.consumers.size], ['pending', group.pending.size],
    ['last-delivered-id', idText(group.last)], ['entries-read', group.entriesRead], ['lag', lag],
  ]; // prettier-ignore
}

export const streamPending: Table = {
  xpending: reads(-3, pending),
  xclaim: writes(-6, claimMany),
  xautoclaim: writes(-6, claimNext),
  xinfo: { ...reads(-2, info, [2, 2, 1]), subcommands: { stream: -3, groups: 3, consumers: 4 } },
};
