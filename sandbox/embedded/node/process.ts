import { activeKinds, markOver } from './alive.ts';
import Emitter, { type EventEmitter } from './events.ts';
import { createEnv } from './process-env.ts';
import { createSignals } from './process-signals.ts';
import { invalidArgType, nodeError, validateObject, validateString } from './errors.ts';
import { nextTick } from './next-tick.ts';
import { createOutputStreams } from './process-streams.ts';
import { parseEnv } from './parse-env.ts';
import fs from './fs.ts';
import { systemError } from './fs/errors.ts';
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

export function createProcess(options: ProcessOptions = {}): Process {
  const { cwd = '/', argv = ['/usr/local/bin/node', '/app/main.js'] } = options;
  const write: WriteOutput = options.write ?? (() => {});
  const process = Object.create(Object.create(Emitter.prototype, tag)) as Process;
  Reflect.apply(Emitter as unknown as () => void, process, []);
  process.constructor.prototype = Object.getPrototypeOf(process);
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
    cpuUsage(before?: unknown) {
      if (before !== undefined) validateObject(before, 'prevValue');
      const user = Math.round((performance.now() - started) * 1000);
      return { user: user - ((before as { user?: number } | undefined)?.user ?? 0), system: 0 };
    },
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
  getActiveResourcesInfo: activeKinds,
  ...captureCallback(),
  getBuiltinModule: () => undefined,
  setSourceMapsEnabled() {},
  _tickCallback() {},
  _getActiveHandles: () => [],
  _getActiveRequests: () => [],
  /** What is set already stays. */
  loadEnvFile(path: string | URL = '.env') {
    const { env } = globalThis.process;
    const text = fs.readFileSync(path as string, 'utf8') as string;
    for (const [name, value] of Object.entries(parseEnv(text))) env[name] ??= value;
  },
  ref: (value: { ref?(): void } | null) => value?.ref?.(),
  unref: (value: { unref?(): void } | null) => value?.unref?.(),
  domain: null,
  sourceMapsEnabled: false,
  moduleLoadList: [],
});

/** One function that takes every uncaught error, before any listener. */
function captureCallback() {
  let capture: ((error: unknown) => void) | null = null;
  return {
    setUncaughtExceptionCaptureCallback(fn: unknown) {
      if (fn !== null && typeof fn !== 'function') throw invalidArgType('fn', ['Function', 'null'], fn);
      if (fn !== null && capture !== null) {
        const text = '`process.setupUncaughtExceptionCapture()` was called while a capture callback was already active';
        throw nodeError(Error, 'ERR_UNCAUGHT_EXCEPTION_CAPTURE_ALREADY_SET', text);
      }
      capture = fn as typeof capture;
    },
    hasUncaughtExceptionCaptureCallback: () => capture !== null,
    /** Hands an error over; false when nobody wants it. */
    _capture(error: unknown): boolean {
      if (capture === null) return false;
      capture(error);
      return true;
    },
  };
}

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
      const number = typeof mask === 'string' ? (/^[0-7]+$/.test(mask) ? parseInt(mask, 8) : NaN) : mask;
      if (typeof number !== 'number') throw invalidArgType('mask', 'number', mask);
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
    markOver();
    exit?.(code);
    throw new ProcessExit(code);
  };
  return {
    exit(code?: unknown): never {
      if (code !== undefined && code !== null) process['exitCode'] = exitCode(code);
      if (state.exiting) return leave(process['exitCode'] ?? 0);
      state.exiting = process['_exiting'] = true;
      try {
        markOver();
        process.emit('exit', process['exitCode'] ?? 0);
        return leave(process['exitCode'] ?? 0);
      } finally {
        // A suite goes on after the error that `process.exit` is there.
        state.exiting = process['_exiting'] = false;
      }
    },
    reallyExit: leave,
    abort: () => leave(134),
    ...createSignals(process, leave),
  };
}

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
