import { onTestFinished, vi } from 'vitest';
import { startCluster, type Cluster, type ClusterOptions, type Member } from '../../services/instances/cluster.ts';
import type { InstanceFacts } from '../../services/instances/instance.ts';
import { createClient, type Client } from '../client.ts';

export { createManualClock as manualClock, type ManualClock } from '../../services/clock.ts';
export type { Client, ClusterOptions, InstanceFacts };

export interface InstancesOptions<Module> extends ClusterOptions {
  /** The app, or a server that does not listen yet, from the module that was evaluated for this instance. */
  create?(module: Module, facts: InstanceFacts): unknown;
}

export interface Instances extends Omit<Cluster, 'instances' | 'close'> {
  /** Sends to the balancer. */
  client: Client;
  /** Each with a client of its own, past the balancer. */
  instances: (Member & { client: Client })[];
}

/**
 * Runs an app several times, each with its own copy of the app's modules, behind a balancer, until the test ends:
 *
 *     const { client, instances: [one], log } = await instances(() => import('./app.ts'), {
 *       create: ({ createApp }) => createApp(sharedStore),
 *       balance: { sticky: 'lb' },
 *     });
 *     await client.post('/login');
 *     one.kill();
 *
 * Without `create`, the module's `createApp()` or `createServer()` is called, else its `app` or default export is taken.
 * What `create` passes in is shared; npm packages and `globalThis` are as well. Timers, signals and connections of an
 * instance end with it. Processor time, memory and a crash by an uncaught error are not apart.
 */
export async function instances<Module>(
  load: () => Promise<Module>,
  { create = createDefault, ...options }: InstancesOptions<Module> = {},
): Promise<Instances> {
  const cluster = await startCluster(async (facts) => {
    vi.resetModules();
    return create(await load(), facts);
  }, options);
  onTestFinished(() => cluster.close());
  const members = cluster.instances.map((member) => withClient(member));
  return {
    url: cluster.url,
    log: cluster.log,
    check: cluster.check,
    client: createClient(cluster.url, {}),
    instances: members,
  };
}

/** Its address changes with a restart. */
function withClient(member: Member): Member & { client: Client } {
  Object.defineProperty(member, 'client', { get: () => createClient(member.url, {}), configurable: true });
  return member as Member & { client: Client };
}

function createDefault(module: unknown): unknown {
  const exported = module as Record<string, unknown>;
  const factory = exported['createApp'] ?? exported['createServer'];
  if (typeof factory === 'function') return (factory as () => unknown)();
  return exported['app'] ?? exported['default'];
}
