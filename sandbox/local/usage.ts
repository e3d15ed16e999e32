import { groupUsage } from './process.ts';
import { memoryLimit } from './protocol.ts';

/** ms between two looks at what is used. */
const interval = 150;
/** A program that uses more than this share of a processor computes. Others may need the rest. */
const busyShare = 0.08;
/** So does one that was ready at so many of the last looks: what a host takes from its machines is in nobody's time. */
const readyLooks = 4;
/** Looks that are compared: more than one, as a busy computer lets everybody have a turn. */
const busyLooks = 5;
/** MB beside the learner's own, for Node and Vitest in the same process. */
const memoryOverhead = 250;

/**
 * Looks again and again at what the processes of a group use, without its leader.
 *
 * @param memory MB beside the learner's own that they may use
 * @param tooMuch called when they use more
 */
export function watchUsage(group: number, memory: number, tooMuch: () => void) {
  // Where the processor time cannot be read, a loop is the likelier reason.
  let busy = true;
  let heavy = false;
  const spent: number[] = [];
  const ready: boolean[] = [];
  const scale = setInterval(() => {
    const usage = groupUsage(group);
    if (!usage) return;
    spent.unshift(usage.cpu);
    const before = spent.splice(busyLooks - 1).at(0) ?? spent.at(-1)!;
    ready.unshift(usage.ready);
    ready.splice(busyLooks);
    const computes = usage.cpu - before > (interval / 10) * spent.length * busyShare;
    if (spent.length > 1) busy = computes || ready.filter(Boolean).length >= readyLooks;
    heavy = usage.memory > memoryLimit + memory;
    if (usage.memory > memoryLimit + memoryOverhead + memory) tooMuch();
  }, interval);
  return {
    end: () => clearInterval(scale),
    /** Why a program that is at it now has not come to its end. */
    state: () => (heavy ? 'memory' : busy ? 'busy' : 'waiting'),
    /**
     * It computes, and yet others had most of the processor's time: that is not the learner's fault.
     *
     * @param limit ms
     * @param before ms of processor time that were not the learner's
     */
    starved: (limit: number, before: number) => busy && spent.length > 0 && spent[0]! * 10 - before < limit / 2,
  } as const;
}
