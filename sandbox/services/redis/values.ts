import { toText, type Reply } from './reply.ts';

/** A reply as a suite wants to compare it: texts, numbers, null, lists, and objects for maps. */
export function toValue(reply: Reply): unknown {
  if (typeof reply === 'string') return toText(reply);
  if (typeof reply === 'bigint') return Number.isSafeInteger(Number(reply)) ? Number(reply) : reply;
  if (reply === null || typeof reply === 'number') return reply;
  if (Array.isArray(reply)) return reply.map(toValue);
  if ('map' in reply)
    return Object.fromEntries(reply.map.map(([name, value]) => [String(toValue(name)), toValue(value)]));
  if ('set' in reply) return reply.set.map(toValue);
  if ('push' in reply) return reply.push.map(toValue);
  if ('parts' in reply) return reply.parts.map(toValue);
  if ('double' in reply) return reply.double;
  if ('nilArray' in reply) return null;
  return toText('simple' in reply ? reply.simple : 'verbatim' in reply ? reply.verbatim : reply.failure);
}
