import { onTestFinished, vi } from 'vitest';
import {
  createFunction,
  type FunctionOptions,
  type Invocation,
  type ServerlessFunction,
} from '../../services/lambda/function.ts';
import { startGateway, type Gateway, type GatewayOptions } from '../../services/lambda/gateway.ts';
import type { Context, Handler, Instance } from '../../services/lambda/instance.ts';
import { createQueue, type Queue, type QueueOptions } from '../../services/lambda/queue.ts';
import { createClient, type Client } from '../client.ts';
import { explained } from '../explain.ts';

export { createManualClock as manualClock, type ManualClock } from '../../services/clock.ts';
export { toEvent, type HttpEvent } from '../../services/lambda/events.ts';
export type { Client, Context, FunctionOptions, GatewayOptions, Instance, Invocation, Queue, QueueOptions };

export interface LambdaOptions extends FunctionOptions, GatewayOptions {
  /** The export that is the handler: `handler`. */
  handler?: string;
}

export interface Lambda extends Omit<ServerlessFunction, 'close'>, Pick<Gateway, 'url' | 'events' | 'problems'> {
  /** Sends HTTP requests through API Gateway. */
  client: Client;
  /** A queue whose messages call the function in batches. */
  queue(options?: QueueOptions): Queue;
}

/**
 * Runs a handler as AWS Lambda does, behind an HTTP API, until the test ends:
 *
 *     const { client, instances, events } = await lambda(() => import('./handler.ts'), { timeout: 500 });
 *     await client.post('/orders', { json: { item: 'bag' } });
 *     expect(events[0].body).toBe('{"item":"bag"}');
 *     expect(instances).toHaveLength(1);
 *
 * The first call, and each that finds all instances busy, evaluates the module anew. After an answer, the timers and
 * connections of an instance stand still until it is called again.
 */
export async function lambda<Module extends object>(
  load: () => Promise<Module>,
  { handler = 'handler', routes, stageVariables, now, ...options }: LambdaOptions = {},
): Promise<Lambda> {
  const target = createFunction(async () => {
    vi.resetModules();
    return handlerOf(await load(), handler);
  }, options);
  const api = { ...(routes && { routes }), ...(stageVariables && { stageVariables }), ...(now && { now }) };
  const gateway = await startGateway(target, api);
  onTestFinished(async () => {
    target.close();
    await gateway.close();
  });
  const { url, events, problems } = gateway;
  const { invoke, invocations, instances, log, recycle } = target;
  const client = createClient(url, {});
  return {
    url,
    events,
    problems,
    client,
    invoke,
    invocations,
    instances,
    log,
    recycle,
    queue: (more) => createQueue(target, more),
  };
}

function handlerOf(module: object, name: string): Handler {
  const found: unknown = Reflect.get(module, name);
  if (typeof found === 'function') return found as Handler;
  const exports = Object.keys(module).join(', ') || 'nothing';
  throw explained(
    {
      diagnosis: `There is no \`${name}\` to call`,
      sent: 'nothing yet',
      got: `a module that exports ${exports}`,
      expected: `an exported function \`${name}\``,
      because: 'the platform finds the handler by its name',
      look: 'the exports of your module',
    },
    `${name} is ${typeof found}`,
  );
}
