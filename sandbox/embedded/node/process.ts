import Emitter, { type EventEmitter } from './events.ts';
import { invalidArgType, nodeError, validateString } from './errors.ts';
import { nextTick } from './next-tick.ts';
import { createOutputStreams } from './process-streams.ts';
import fs from './fs.ts';
import { systemError } from './fs-mend.ts';
import { setWorkingFolder } from './working-folder.ts';
import { createWarnings } from './process-warnings.ts';
import { hrtime, memoryUsage, release, resourceUsage, versions } from './process-facts.ts';
import type { WriteOutput } from './console-sink.ts';

export interface ProcessOptions {
  env?: Record<string, string>;
  argv?: string[];
  cwd?: string;
  write?: WriteOutput;
  /** Ends the program in place of `process.exit`, by throwing; without it a `ProcessExit` is thrown. */
  exit?(code: number): never;
}

export type Process = EventEmitter & Record<string, any>;

/** Thrown by `process.exit`: unwinds what is running. */
export class ProcessExit extends Error {
  readonly exitCode: number;
  constructor(code: number) {
    super(`process.exit unexpectedly called with "${code}"`);
    this.name = 'ProcessExit';
    this.exitCode = code;
  }
}

/** Every value becomes a string, as in Node. */
function createEnv(initial: Record<string, string>): Record<string, string | undefined> {
  return new Proxy({ ...initial } as Record<string, string | undefined>, {
    set(target, key, value) {
      if (typeof key === 'symbol' || typeof value === 'symbol')
        throw new TypeError('Cannot convert a Symbol value to a string');
      target[key] = String(value);
      return true;
    },
    defineProperty: (target, key, descriptor) =>
      Reflect.defineProperty(target, key, {
        ...descriptor,
        ...('value' in descriptor && { value: String(descriptor.value) }),
      }),
  });
}

export function createProcess(options: ProcessOptions = {}): Process {
  const { cwd = '/', argv = ['/usr/local/bin/node', '/app/main.js'] } = options;
  const write: WriteOutput = options.write ?? (() => {});
  const process = Object.create(Object.create(Emitter.prototype, tag)) as Process;
  Reflect.apply(Emitter as unknown as () => void, process, []);
  const state = { cwd, exiting: false, umask: 0o22 };
  setWorkingFolder(() => state.cwd);
  const started = performance.now();
  Object.assign(process, {
    title: 'node',
    version: `v${versions.node}`,
    versions,
    release,
    arch: 'x64',
    platform: 'linux',
    argv: [...argv],
    argv0: 'node',
    execArgv: [],
    execPath: '/usr/local/bin/node',
    env: createEnv({ HOME: '/home/learner', PATH: '/usr/local/bin:/usr/bin:/bin', USER: 'learner', ...options.env }),
    pid: 4242,
    ppid: 4241,
    config: { target_defaults: {}, variables: {} },
    features: { inspector: false, ipv6: true, tls: false, typescript: 'strip', require_module: true },
    report: undefined,
    debugPort: 9229,
    allowedNodeEnvironmentFlags: new Set<string>(),
    nextTick,
    hrtime,
    memoryUsage,
    resourceUsage,
    cpuUsage: () => ({ user: Math.round((performance.now() - started) * 1000), system: 0 }),
    constrainedMemory: () => 0,
    availableMemory: () => 2 ** 31,
    uptime: () => (performance.now() - started) / 1000,
    ...folders(state),
    ...identity(),
    ...createWarnings(process, write),
    ...ending(process, state, options),
    ...createOutputStreams(write),
    ...rarelyUsed(),
  });
  addExitCode(process);
  return process;
}

/** Refuses what is not a whole number when it is set, not when the program ends. */
function addExitCode(process: Process) {
  let code: number | string | undefined;
  Object.defineProperty(process, 'exitCode', {
    get: () => code,
    set: (value: unknown) => {
      if (value !== undefined && value !== null) exitCode(value);
      code = (value ?? undefined) as typeof code;
    },
    enumerable: true,
    configurable: true,
  });
}

const rarelyUsed = () => ({
  binding(name: string) {
    throw nodeError(Error, 'ERR_INVALID_MODULE', `No such module: ${name}`);
  },
  getActiveResourcesInfo: () => [],
  setUncaughtExceptionCaptureCallback(fn: unknown) {
    if (fn !== null && typeof fn !== 'function')
      throw nodeError(
        TypeError,
        'ERR_INVALID_ARG_TYPE',
        invalidArgType('fn', 'function', fn).message.replace('type function', 'type function or null'),
      );
  },
  hasUncaughtExceptionCaptureCallback: () => false,
  getBuiltinModule: () => undefined,
  setSourceMapsEnabled() {},
  _tickCallback() {},
});

const tag = {
  [Symbol.toStringTag]: { value: 'process', configurable: true },
  constructor: { value: function process() {}, configurable: true, writable: true },
};

function folders(state: { cwd: string; umask: number }) {
  return {
    cwd: () => state.cwd,
    chdir(directory: unknown) {
      validateString(directory, 'directory');
      const parts = (directory.startsWith('/') ? directory : `${state.cwd}/${directory}`).split('/');
      const path: string[] = [];
      for (const part of parts) {
        if (part === '..') path.pop();
        else if (part !== '' && part !== '.') path.push(part);
      }
      const next = `/${path.join('/')}`;
      const stats = fs.statSync(next, { throwIfNoEntry: false });
      if (!stats?.isDirectory()) throw chdirError(stats ? 'ENOTDIR' : 'ENOENT', state.cwd, directory);
      state.cwd = next;
    },
    umask(mask?: number | string) {
      const before = state.umask;
      if (mask === undefined) return before;
      const number = typeof mask === 'string' ? parseInt(mask, 8) : mask;
      if (!Number.isInteger(number)) {
        const message = `The argument 'mask' must be a 32-bit unsigned integer or an octal string. Received '${mask}'`;
        throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
      }
      state.umask = number & 0o777;
      return before;
    },
  };
}

function chdirError(code: string, from: string, to: string): Error {
  const error = systemError(code, 'chdir', from);
  error.message += ` -> '${to}'`;
  return Object.assign(error, { dest: to });
}

function identity() {
  const id = () => 1000;
  return { getuid: id, geteuid: id, getgid: id, getegid: id, getgroups: () => [1000] };
}

function ending(process: Process, state: { exiting: boolean }, { exit }: ProcessOptions) {
  const leave = (code: number): never => {
    exit?.(code);
    throw new ProcessExit(code);
  };
  return {
    exit(code?: unknown): never {
      if (code !== undefined && code !== null) process['exitCode'] = exitCode(code);
      if (!state.exiting) {
        state.exiting = true;
        process.emit('exit', process['exitCode'] ?? 0);
      }
      return leave(process['exitCode'] ?? 0);
    },
    reallyExit: leave,
    abort: () => leave(134),
    /** A program that asks for its own end by a signal, as graceful-shutdown code does. */
    kill(pid: unknown, signal: string | number = 'SIGTERM') {
      if (typeof pid !== 'number') throw invalidArgType('pid', 'number', pid);
      if (signal === 0) return true;
      if (pid !== process['pid']) {
        throw Object.assign(new Error('kill ESRCH'), { errno: -3, code: 'ESRCH', syscall: 'kill' });
      }
      const name = typeof signal === 'number' ? (SIGNALS[signal] ?? 'SIGTERM') : signal;
      if (!Object.values(SIGNALS).includes(name)) {
        throw nodeError(TypeError, 'ERR_UNKNOWN_SIGNAL', `Unknown signal: ${name}`);
      }
      if (!process.emit(name, name, numberOf(name))) leave(128 + numberOf(name));
      return true;
    },
  };
}

const SIGNALS: Record<number, string> = {
  1: 'SIGHUP',
  2: 'SIGINT',
  3: 'SIGQUIT',
  9: 'SIGKILL',
  10: 'SIGUSR1',
  12: 'SIGUSR2',
  13: 'SIGPIPE',
  15: 'SIGTERM',
  17: 'SIGCHLD',
};
const numberOf = (name: string) => Number(Object.entries(SIGNALS).find(([, each]) => each === name)?.[0] ?? 15);

function exitCode(code: unknown): number {
  const number = typeof code === 'string' && /^\s*-?\d/.test(code) ? Number(code) : code;
  if (typeof number !== 'number') throw invalidArgType('code', 'number', code);
  if (!Number.isInteger(number)) {
    const message = `The value of "code" is out of range. It must be an integer. Received ${number}`;
    throw nodeError(RangeError, 'ERR_OUT_OF_RANGE', message);
  }
  return number;
}

export default createProcess();
