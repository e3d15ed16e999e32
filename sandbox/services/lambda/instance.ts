import { realClock, type Clock } from '../clock.ts';
import type { Scope, Scopes } from '../scopes/scopes.ts';

/** What a handler gets besides the event, as in Node's runtime of Lambda. */
export interface Context {
  functionName: string;
  functionVersion: string;
  invokedFunctionArn: string;
  memoryLimitInMB: string;
  awsRequestId: string;
  logGroupName: string;
  logStreamName: string;
  /** Only for handlers that take a callback. */
  callbackWaitsForEmptyEventLoop: boolean;
  getRemainingTimeInMillis(): number;
}

export type Handler = (event: any, context: Context, callback: Callback) => unknown;
type Callback = (error?: unknown, result?: unknown) => void;

/** How a call ended. */
export type Outcome =
  | { status: 'answered'; result: unknown }
  | { status: 'failed' | 'timed-out'; error: { errorType: string; errorMessage: string; trace: string[] } };

export interface Instance {
  name: string;
  /** `ended` after a timeout, or when it was taken away. */
  state: 'busy' | 'idle' | 'ended';
  calls: number;
  /** ms that its modules took to be evaluated. */
  initDuration: number;
  /** Runs the handler once. Before the next call nothing of it goes on. */
  call(event: unknown, context: Omit<Context, 'getRemainingTimeInMillis'>): Promise<Outcome>;
  /** Timers and connections that were left under way when it was frozen. */
  pending(): number;
  end(): void;
}

export interface InstanceParts {
  name: string;
  scopes: Scopes;
  clock: Clock;
  /** ms that one call may take. */
  timeout: number;
  /** Evaluates the modules anew. */
  load(): Promise<Handler>;
}

/** A copy of a function: evaluated once, called many times, one call at a time. */
export async function startInstance({ name, scopes, clock, timeout, load }: InstanceParts): Promise<Instance> {
  const scope = scopes.open();
  const started = clock.now();
  const handler = await scope.run(load);
  const instance: Instance = {
    name,
    state: 'busy',
    calls: 0,
    initDuration: clock.now() - started,
    pending: scope.pending,
    end() {
      instance.state = 'ended';
      scope.end();
    },
    async call(event, facts) {
      instance.state = 'busy';
      instance.calls++;
      scope.thaw();
      const ends = clock.now() + timeout;
      const context = Object.assign(facts, { getRemainingTimeInMillis: () => Math.max(0, ends - clock.now()) });
      const outcome = await limited(
        clock,
        timeout,
        scope.run(() => invoke(handler, event, context, scope)),
      );
      if (outcome.status === 'timed-out') instance.end();
      // It may have been taken away meanwhile.
      if ((instance.state as string) !== 'ended') {
        scope.freeze();
        instance.state = 'idle';
      }
      return outcome;
    },
  };
  return instance;
}

function limited(clock: Clock, timeout: number, work: Promise<Outcome>): Promise<Outcome> {
  return new Promise((resolve) => {
    const stop = clock.after(timeout, () => {
      const errorMessage = `Task timed out after ${(timeout / 1000).toFixed(2)} seconds`;
      resolve({ status: 'timed-out', error: { errorType: 'Sandbox.Timedout', errorMessage, trace: [] } });
    });
    void work.then((outcome) => (stop(), resolve(outcome)));
  });
}

/** A promise is the answer; a handler that gives none answers by its callback. */
async function invoke(handler: Handler, event: unknown, context: Context, scope: Scope): Promise<Outcome> {
  try {
    const called = Promise.withResolvers<unknown>();
    const callback: Callback = (error, result) => (error ? called.reject(error) : called.resolve(result));
    const returned = handler(structuredClone(event), context, callback);
    if (isPromise(returned)) return { status: 'answered', result: await returned };
    if (handler.length < 3) return { status: 'answered', result: returned };
    const result = await called.promise;
    if (context.callbackWaitsForEmptyEventLoop) await emptied(scope);
    return { status: 'answered', result };
  } catch (error) {
    return { status: 'failed', error: describe(error) };
  }
}

const isPromise = (value: unknown): value is Promise<unknown> =>
  typeof (value as Promise<unknown> | undefined)?.then === 'function';

/** What one timer did may have begun something else by the next turn. */
async function emptied(scope: Scope): Promise<void> {
  do {
    await scope.idle();
    await new Promise<void>((resolve) => void realClock.after(0, resolve));
  } while (scope.pending() > 0);
}

function describe(error: unknown) {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
  return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
}
