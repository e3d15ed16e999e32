import { realClock, type Clock } from '../clock.ts';
import { createScopes } from '../scopes/scopes.ts';
import { startInstance, type Handler, type Instance, type Outcome } from './instance.ts';

export interface FunctionOptions {
  name?: string;
  /** ms that one call may take: 3,000, as where nobody sets it. */
  timeout?: number;
  /** MB; only told to the function. */
  memory?: number;
  /** How many calls may run at the same time. */
  concurrency?: number;
  /** Variables of `process.env` while the function exists. */
  env?: Record<string, string>;
  /** The time of the function's timers, its timeout and its log. */
  clock?: Clock;
}

/** One call, as the log has it. */
export type Invocation = Outcome & {
  requestId: string;
  /** The instance that ran it. */
  instance: string;
  coldStart: boolean;
  /** ms, without the start. */
  duration: number;
};

export interface ServerlessFunction {
  /** @throws {ThrottledError} when as many calls run as may. */
  invoke(event: unknown): Promise<Invocation>;
  invocations: Invocation[];
  /** All that there were, the ended ones too. */
  instances: Instance[];
  /** START, END and REPORT lines, as CloudWatch would show them. */
  log: string[];
  /** Ends the idle instances, as Lambda does after some time: the next call starts a new one. */
  recycle(): void;
  close(): void;
}

export class ThrottledError extends Error {
  override name = 'TooManyRequestsException';
}

/** A function as Lambda runs it. `load` evaluates its modules anew and gives the handler. */
export function createFunction(load: () => Promise<Handler>, options: FunctionOptions = {}): ServerlessFunction {
  const { name = 'function', timeout = 3000, memory = 128, concurrency = 1000, clock = realClock } = options;
  const scopes = createScopes(clock);
  const restore = setVariables({
    AWS_LAMBDA_FUNCTION_NAME: name, AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${memory}`, AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_REGION: 'eu-central-1', AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x', LAMBDA_TASK_ROOT: '/var/task', ...options.env,
  }); // prettier-ignore
  const log: string[] = [];
  const invocations: Invocation[] = [];
  const pool = createPool((number) => {
    log.push('INIT_START Runtime Version: nodejs:24');
    return startInstance({ name: `instance-${number}`, scopes, clock, timeout, load });
  });
  let requests = 0;
  let running = 0;

  async function run(event: unknown): Promise<Invocation> {
    const { instance, coldStart } = await pool.take();
    const requestId = `00000000-0000-4000-8000-${`${++requests}`.padStart(12, '0')}`;
    log.push(`START RequestId: ${requestId} Version: $LATEST`);
    const began = clock.now();
    const outcome = await instance.call(event, contextOf(name, memory, requestId, instance.name));
    const invocation = { ...outcome, requestId, instance: instance.name, coldStart, duration: clock.now() - began };
    invocations.push(invocation);
    log.push(...linesOf(invocation, memory, coldStart ? instance.initDuration : undefined));
    return invocation;
  }

  return {
    instances: pool.instances,
    invocations,
    log,
    async invoke(event) {
      if (running >= concurrency) throw new ThrottledError('Rate Exceeded.');
      running++;
      return run(event).finally(() => running--);
    },
    recycle: pool.recycle,
    close() {
      for (const instance of pool.instances) instance.end();
      scopes.close();
      restore();
    },
  };
}

/** Instances that exist, and new ones where all are busy. */
function createPool(start: (number: number) => Promise<Instance>) {
  const instances: Instance[] = [];
  let started = 0;
  let loading: Promise<unknown> = Promise.resolve();
  return {
    instances,
    async take(): Promise<{ instance: Instance; coldStart: boolean }> {
      // Lambda prefers the one that ran last, too.
      const idle = instances.findLast(({ state }) => state === 'idle');
      if (idle) {
        idle.state = 'busy';
        return { instance: idle, coldStart: false };
      }
      // One after the other: they evaluate the same modules.
      const starting = loading.then(() => start(++started));
      loading = starting.catch(() => {});
      const instance = await starting;
      instances.push(instance);
      return { instance, coldStart: true };
    },
    recycle() {
      for (const instance of instances) if (instance.state === 'idle') instance.end();
    },
  };
}

const contextOf = (name: string, memory: number, awsRequestId: string, logStreamName: string) => ({
  functionName: name,
  functionVersion: '$LATEST',
  invokedFunctionArn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`,
  memoryLimitInMB: `${memory}`,
  awsRequestId,
  logGroupName: `/aws/lambda/${name}`,
  logStreamName,
  callbackWaitsForEmptyEventLoop: true,
});

function linesOf(call: Invocation, memory: number, init: number | undefined): string[] {
  const { requestId, duration } = call;
  const failed = call.status === 'failed' ? [`${requestId}\tERROR\tInvoke Error\t${JSON.stringify(call.error)}`] : [];
  const late = call.status === 'timed-out' ? [`${requestId} ${call.error.errorMessage}`] : [];
  const parts = [
    `REPORT RequestId: ${requestId}`,
    `Duration: ${duration.toFixed(2)} ms`,
    `Billed Duration: ${Math.ceil(duration + (init ?? 0))} ms`,
    `Memory Size: ${memory} MB`,
    ...(init === undefined ? [] : [`Init Duration: ${init.toFixed(2)} ms`]),
  ];
  return [...failed, ...late, `END RequestId: ${requestId}`, parts.join('\t')];
}

/** Puts the variables back when it is called. */
function setVariables(values: Record<string, string>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, values);
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  };
}
