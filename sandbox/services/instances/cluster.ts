import http from 'node:http';
import { realClock, type Clock } from '../clock.ts';
import { createScopes, type Scopes } from '../scopes/scopes.ts';
import type { Strategy } from './balance.ts';
import { startBalancer, type LogEntry, type Upstream } from './balancer.ts';
import { createInstance, type Exit, type Instance, type InstanceFacts } from './instance.ts';
import { divertProcess } from './signals.ts';

export interface ClusterOptions {
  /** How many instances there are: 2. */
  count?: number;
  balance?: Strategy;
  /** The path that `check()` asks; without one, only refused connections take an instance out. */
  health?: string;
  /** Lets answers name their instance in `x-instance`. */
  header?: boolean;
  /** The time of the instances' timers. */
  clock?: Clock;
}

export type Member = Omit<Instance, 'start'> & {
  /** Kills it when it runs, and starts it with state of its own. */
  restart(): Promise<void>;
  /** Takes it out of the rotation, and resolves when it has answered what it had begun. */
  drain(): Promise<void>;
  /** Puts it back. */
  undrain(): void;
  /** Whether the balancer sends requests there. */
  readonly healthy: boolean;
};

export interface Cluster {
  /** The balancer's address. */
  url: string;
  instances: Member[];
  /** Which instance took what, in order. */
  log: LogEntry[];
  /** Asks every instance how it is, and takes those out that do not answer 2xx. */
  check(): Promise<Record<string, boolean>>;
  close(): Promise<void>;
}

/** Several instances of one app behind a balancer. `make` gives an app whose modules were evaluated for it alone. */
export async function startCluster(
  make: (facts: InstanceFacts) => unknown,
  { count = 2, balance = 'round-robin', health, header = false, clock = realClock }: ClusterOptions = {},
): Promise<Cluster> {
  const scopes = createScopes(clock);
  const made = Array.from({ length: count }, (_, index) =>
    createInstance({ name: `app-${index + 1}`, number: index + 1, clock, scopes, make }),
  );
  const restore = divertProcess(() => {
    const scope = scopes.current();
    // What runs when the last connection closes belongs to nobody: then it can only be the one that is to end.
    const stopping = made.filter(({ state }) => state === 'stopping');
    return (made.find((one) => one.owns(scope)) ?? (stopping.length === 1 ? stopping[0] : undefined))?.own;
  });
  const upstreams = made.map((one): Upstream => ({
    name: one.name,
    url: '',
    inRotation: true,
    healthy: true,
    active: 0,
  }));
  const log: LogEntry[] = [];
  const close = async () => {
    for (const one of made) one.kill();
    await balancer?.close();
    restore();
    scopes.close();
  };
  let balancer: Awaited<ReturnType<typeof startBalancer>> | undefined;
  try {
    // One after the other: they evaluate the same modules.
    for (const [index, one] of made.entries()) await begin(one, upstreams[index]!);
    balancer = await startBalancer({ upstreams, strategy: balance, header, log });
  } catch (error) {
    await close();
    throw error;
  }
  const instances = made.map((one, index) => asMember(one, upstreams[index]!));
  return { url: balancer.url, instances, log, close, check: () => check(upstreams, health) };
}

async function begin(instance: Instance, upstream: Upstream): Promise<void> {
  await instance.start();
  Object.assign(upstream, { url: instance.url, healthy: true, inRotation: true });
}

function asMember(instance: Instance, upstream: Upstream): Member {
  const extras = {
    async restart() {
      instance.kill();
      await begin(instance, upstream);
    },
    async drain() {
      upstream.inRotation = false;
      while (upstream.active > 0 || instance.active > 0) await turn();
    },
    undrain: () => void (upstream.inRotation = true),
  };
  Object.defineProperty(extras, 'healthy', { get: () => upstream.healthy && upstream.inRotation, enumerable: true });
  // One object: what is read of it is as it is now.
  return Object.defineProperties(instance as unknown as Member, Object.getOwnPropertyDescriptors(extras));
}

const { setImmediate } = globalThis;
const turn = () => new Promise<void>((resolve) => void setImmediate(resolve));

async function check(upstreams: Upstream[], health = '/'): Promise<Record<string, boolean>> {
  await Promise.all(upstreams.map(async (one) => (one.healthy = await isWell(new URL(health, one.url)))));
  return Object.fromEntries(upstreams.map(({ name, healthy }) => [name, healthy]));
}

function isWell(url: URL): Promise<boolean> {
  return new Promise((resolve) => {
    const outgoing = http.get(url, { agent: false }, (answer) => {
      answer.resume();
      resolve(answer.statusCode! >= 200 && answer.statusCode! < 300);
    });
    outgoing.once('error', () => resolve(false));
  });
}

export type { Exit, Scopes };
