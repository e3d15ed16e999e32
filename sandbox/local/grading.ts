import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hosts, hostsOf } from '../hosts/catalogue.ts';
import type { VitestRun } from '../report.ts';
import { toReport } from '../report.ts';
import { busyTooLong, during, internalFault, type Moment, outOfMemory, stopped, waitedTooLong } from '../faults.ts';
import type { ErrorReason, RunOptions, TestReport } from '../types.ts';
import { afterOwnTime } from '../own-time.ts';
import { neutral, neutralRoot, whyUnusable } from './neutral-root.ts';
import { endLeftovers, runVariable } from './processes.ts';
import { endGroup, startGroup } from './process.ts';
import {
  evidenceVariable,
  serverVariable,
  type Evidence,
  type FromGrader,
  type PrepareRequest,
  type RunRequest,
} from './protocol.ts';
import { watchUsage } from './usage.ts';
import { createOutput } from '../embedded/output.ts';

type ErrorReport = Extract<TestReport, { status: 'error' }>;

interface GraderOptions {
  /** Where packages are found from. */
  cwd: string;
  /** Path of the file in which the grading process notes each step. */
  evidence: string;
  /** Where the exercise will be. */
  root: string;
  /** ms, asked for at each run. */
  limit: () => number;
  /** Keep the exercise's code from other files and from starting processes. */
  confined: boolean;
  /** Environment variables beside this process's own. */
  env?: Record<string, string> | undefined;
  /** The address of a server that the suites are to ask instead of the exercise's own app. */
  server?: string | undefined;
}

const quiet = { NODE_ENV: 'test', NO_COLOR: '1', FORCE_COLOR: undefined };

/** Where Node keeps what it has compiled; the second start of Vitest takes two thirds of the first. */
const compileCache = (project: string) => path.join(project, 'node_modules', '.cache', 'engine-room', 'node');

/** ms that Vitest may take to start, apart from the learner's time; a busy computer needs more than an idle one. */
const bootLimit = 30_000;
/** A run that others keep from computing may take this many limits in all. */
const patience = 3;

/** One grading process, started when needed and replaced after it had to be ended. */
export function createGrader({ cwd, evidence, root, limit, confined, server, env }: GraderOptions) {
  let child: ChildProcess | undefined;
  const run = randomUUID();

  const warm = () => {
    if (child?.connected) return child;
    child = startGroup([path.join(import.meta.dirname, 'grader.ts'), root, ...(confined ? ['confined'] : [])], {
      cwd,
      env: {
        ...process.env,
        ...env,
        ...quiet,
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? compileCache(cwd),
        [evidenceVariable]: evidence,
        [runVariable]: run,
        [serverVariable]: server,
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.send({ type: 'prepare', root } satisfies PrepareRequest);
    letGo(child);
    return child;
  };

  const end = () => {
    if (child) endGroup(child);
    if (child?.pid !== undefined) endLeftovers({ leader: child.pid, run, root });
    child = undefined;
  };

  return {
    warm: () => void warm(),
    end,
    async run(request: RunRequest, options: RunOptions): Promise<VitestRun | ErrorReport> {
      const unusable = whyUnusable(root);
      if (unusable) return fault('boot', unusable);
      writeFileSync(evidence, '');
      const grader = warm();
      const allowed = limit();
      const outcome = await watch(grader, request, options, {
        ...withHosts(allowed, Object.values(request.suites)),
        progress: () => progressOf(readEvidence(evidence), Object.keys(request.suites).length),
      });
      const steps = readEvidence(evidence);
      const tampered = steps.find((step) => step.event === 'tampered');
      if (tampered) {
        if (outcome.type !== 'done') end();
        return fault('load', tampered.tampered);
      }
      if (outcome.type === 'stopped') {
        end();
        return ended(outcome.reason, allowed, steps, request.root);
      }
      if (outcome.type === 'done') return conclude(outcome.run, steps);
      end();
      return internalFault(outcome.message);
    },
  };
}

/** A warm process that nobody uses must not keep its parent alive. */
function letGo(child: ChildProcess): void {
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as unknown as { unref(): void } | null)?.unref();
}

type Outcome =
  { type: 'done'; run: VitestRun } | { type: 'fault'; message: string } | { type: 'stopped'; reason: StopReason };

type StopReason = 'busy' | 'waiting' | 'memory' | 'boot' | 'aborted' | 'killed';

interface Allowed {
  /** ms */
  limit: number;
  /** MB beside the learner's own. */
  memory: number;
  progress(): Progress;
}

interface Progress {
  /** Since when the exercise's own code runs: ms since 1970, and ms of processor time that its process had taken. */
  begun?: { at: number; cpu: number } | undefined;
  /** The last test and hook of every suite have ended. What time passes now, or before the beginning, is the grader's. */
  over: boolean;
}

/** What the hosts of a suite take is not the learner's: the time that they may need to start, and their memory. */
function withHosts(limit: number, suites: string[]): Omit<Allowed, 'progress'> {
  const used = hostsOf(suites).map((name) => hosts[name]);
  return {
    limit: used.reduce((sum, { bootLimit }) => sum + bootLimit * 1000, limit),
    memory: used.reduce((sum, { memory }) => sum + memory, 0),
  };
}

/** Sends the request and waits for its end, for a limit, or for the caller's signal, whichever comes first. */
function watch(grader: ChildProcess, request: RunRequest, options: RunOptions, allowed: Allowed): Promise<Outcome> {
  return new Promise((resolve) => {
    const printed = createOutput((output) => options.onOutput?.(output));
    let noise = '';
    const keepNoise = (text: Buffer) => (noise = (noise + text.toString()).slice(-20_000));
    const stop = (reason: StopReason) => settle({ type: 'stopped', reason });
    const settle = (outcome: Outcome) => {
      stopClock();
      usage.end();
      grader.off('message', hear).off('exit', leave);
      for (const stream of [grader.stdout, grader.stderr]) stream?.off('data', keepNoise);
      options.signal?.removeEventListener('abort', abort);
      resolve(ranOutOfMemory(outcome, noise) ? { type: 'stopped', reason: 'memory' } : outcome);
    };
    const abort = () => stop('aborted');
    const begin = (ms: number, had: number, booted: number) => {
      stopClock();
      stopClock = afterOwnTime(ms, () => {
        const { begun, over } = allowed.progress();
        if (!begun) return booted < bootLimit ? begin(ms, 0, booted + ms) : stop('boot');
        const now = had + Math.min(ms, Date.now() - begun.at);
        if (now < allowed.limit) return begin(allowed.limit - now, now, booted);
        const another = over || usage.starved(allowed.limit, begun.cpu);
        if (another && now < patience * allowed.limit) begin(allowed.limit / 4, now, booted);
        else if (over) settle({ type: 'fault', message: 'The tests have ended, and nothing was reported of them.' });
        else stop(usage.state());
      });
    };
    const leave = (code: number | null, signal: string | null) =>
      // By itself it never ends.
      settle(
        signal || code! > 128
          ? { type: 'stopped', reason: 'killed' }
          : { type: 'fault', message: `The grading process ended. ${noise}` },
      );
    const hear = (message: FromGrader) => {
      if (message.type === 'running') begin(allowed.limit, 0, 0);
      else if (message.type === 'output') printed(message.output);
      else if (message.type === 'test-start') options.onTestStart?.(message.name);
      else if (message.type !== 'ready') settle(message);
    };
    let stopClock = afterOwnTime(bootLimit, () => stop('boot'));
    const usage = watchUsage(grader.pid ?? 0, allowed.memory, () => stop('memory'));
    grader.on('message', hear).on('exit', leave);
    for (const stream of [grader.stdout, grader.stderr]) stream?.on('data', keepNoise);
    options.signal?.addEventListener('abort', abort);
    if (options.signal?.aborted) abort();
    else grader.send(request);
  });
}

/** V8 writes this to the error output and then ends the process, which Vitest takes for a crash. */
function ranOutOfMemory(outcome: Outcome, noise: string): boolean {
  if (outcome.type === 'stopped' && outcome.reason !== 'killed') return false;
  const errors = outcome.type === 'done' ? outcome.run.files.flatMap((file) => file.errors) : [];
  const text = `${noise} ${errors.map(({ message }) => message).join(' ')}`;
  return /heap out of memory|ERR_WORKER_OUT_OF_MEMORY|Allocation failed/.test(text);
}

function readEvidence(file: string): Evidence[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Evidence] : [];
    } catch {
      // The last line of a process that was ended in the middle of it.
      return [];
    }
  });
}

const count = (event: Evidence['event'], steps: Evidence[]) => steps.filter((step) => step.event === event).length;

/** What Vitest says, checked against what the run wrote down itself. */
function conclude(run: VitestRun, steps: Evidence[]): VitestRun | ErrorReport {
  if (run.tampered) return run;
  const errors = run.files.flatMap((file) => file.errors);
  // Vitest's own words for a process that ended by itself or by a signal.
  const gone = errors.some(({ message }) => message.startsWith('[vitest-pool]'));
  const failed = run.files.some(({ tests }) => tests.some(({ state }) => state === 'fail'));
  if (gone || (run.files.length > count('finished', steps) && !failed && !errors.length))
    return fault('load', endedItself(momentOf(steps)));
  return run;
}

function progressOf(steps: Evidence[], suites: number): Progress {
  return { begun: steps.find((step) => step.event === 'begun'), over: count('tested', steps) >= suites };
}

/** Where the run was when it came no further. */
function momentOf(steps: Evidence[]): Moment {
  const at = steps.findLastIndex(({ event }) => event === 'start');
  const begun = steps[at];
  if (begun?.event !== 'start') return {};
  return { test: begun.names.join(' > '), over: steps.slice(at).some(({ event }) => event === 'end') };
}

function ended(reason: StopReason, limit: number, steps: Evidence[], root: string): ErrorReport {
  const results = steps.filter((step) => step.event === 'end').map(({ test }) => test);
  const report = toReport(neutralRoot({ files: [{ path: '', errors: [], tests: results }], duration: 0 }, root), {
    root: neutral,
  });
  const at = momentOf(steps);
  const said = {
    boot: () => fault('boot', silentStart),
    aborted: stopped,
    memory: () => outOfMemory(at),
    busy: () => busyTooLong(limit, at),
    waiting: () => waitedTooLong(limit, at),
    killed: () => fault('load', endedGrader(at)),
  }[reason]();
  return report.status === 'error' ? said : { ...said, tests: report.tests };
}

const fault = (reason: ErrorReason, message: string): ErrorReport => ({ status: 'error', reason, message });

const silentStart = `The grading process gave no sign within ${bootLimit / 1000} s. Is the computer very busy? Try again.`;

const endedItself = (at: Moment) =>
  `The process ended${during(at)} and before the tests did, so nothing was graded. Does your code call \`process.exit\`, \`process.abort\` or \`process.kill\`? A server keeps running; take that line out.`;

const endedGrader = (at: Moment) =>
  `The process that grades was ended from outside${during(at)}, so nothing was graded. If your code calls \`process.kill\`, take that line out; if it does not, the computer may be short of memory: run again.`;
