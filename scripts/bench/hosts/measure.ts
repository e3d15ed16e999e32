/** `node --expose-gc measure.ts <probe> [real]`: one host in a process of its own; prints its figures as JSON. */
import { setTimeout as wait } from 'node:timers/promises';
import { memoryOf } from '../memory.ts';
import { probes, type Started } from './probes.ts';

export interface HostFigures {
  /** ms from nothing to the first answer, with the host's code still to be read; and once more. */
  cold: number;
  warm: number;
  /** Operations a second. */
  rate: number;
  /** MB of all processes beyond those of one that has only the clients, after the first answer; undefined where the system does not tell. */
  memory?: number | undefined;
}

const [, , name = '', which] = process.argv;
const { start, real, asks, each } = probes[name]!;
const begin: () => Promise<Started | undefined> = which === 'real' ? real!.start : start;

async function timed<Value>(act: () => Promise<Value>): Promise<[ms: number, value: Value]> {
  const started = performance.now();
  const value = await act();
  return [performance.now() - started, value];
}

const open = async () => {
  const started = await begin();
  await started?.ask();
  return started;
};

async function settled(): Promise<number | undefined> {
  for (let round = 0; round < 3; round++) {
    globalThis.gc?.();
    await wait(100);
  }
  return memoryOf(process.pid);
}

async function measure(): Promise<HostFigures | undefined> {
  const before = await settled();
  const [cold, started] = await timed(open);
  if (!started) return undefined;
  // Before the load: what a client throws away under it is not the host's.
  const after = await settled();
  const [time] = await timed(async () => {
    for (let ask = 0; ask < asks; ask++) await started.ask();
  });
  await started.stop();
  const [warm, again] = await timed(open);
  await again?.stop();
  const memory = before === undefined || after === undefined ? undefined : Math.max(0, after - before);
  return { cold, warm, rate: (asks * each) / (time / 1000), memory };
}

// Hosts in workers keep no process alive.
setInterval(() => {}, 1000);
const figures = await measure();
process.stdout.write(JSON.stringify(figures ?? null), () => process.exit(0));
