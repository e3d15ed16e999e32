import type { WebContainer } from '@webcontainer/api';
import { createOutput } from '../embedded/output.ts';
import { busyTooLong, internalFault, outOfMemory, stopped, waitedTooLong, type Moment } from '../faults.ts';
import type { Evidence } from '../local/protocol.ts';
import { toReport, toResults } from '../report.ts';
import { createRunLimit } from '../runtimes/run-limit.ts';
import type { Files, RunOptions, TestReport } from '../types.ts';
import { ContainerBootError } from './boot-error.ts';
import { createMailbox, spawnProgram, type Spawned } from './process.ts';
import type { FromGrader, Place, RunFile, ToGrader } from './protocol.ts';
import type { Shared } from './shared.ts';

type ErrorReport = Extract<TestReport, { status: 'error' }>;

/** ms that Vitest may take to start in a container, apart from the learner's time. */
const bootLimit = 60_000;

/** Grades in a program that stays between runs, until one of them has to be ended. */
export function createGrader(shared: Shared, place: Place, limit: number) {
  const { container } = shared;
  const post = createMailbox<ToGrader>(container, place.grader);
  let started: Promise<Spawned<FromGrader>> | undefined;
  const warm = () => (started ??= spawnProgram<FromGrader>(shared, 'grade', { args: [place.id], env: { NODE_ENV: 'test' }, shown: 'vitest' }));
  const end = () => {
    void started?.then((program) => program.kill());
    started = undefined;
  };
  const root = `${container.workdir}/${place.root}`;
  const grade = async (mounted: Files, changed: string[], options: RunOptions, only?: 'preflight') => {
    const program = await warm();
    const mark = crypto.randomUUID();
    const texts = Object.entries(mounted).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const outcome = await new Promise<Outcome>((resolve) => {
      const ask = () => void post({ type: 'ask' }).then(program.wake);
      const letter = () => void post({ type: 'run', mark, files: Object.fromEntries(texts), changed, only }).then(program.wake);
      watch(program, { limit, options, ask, letter }, resolve);
    });
    if (outcome.type !== 'done') end();
    return { mark, outcome };
  };

  return {
    warm: () => void warm(),
    end,
    /** What would stop these files from loading, if anything does. */
    async preflight(mounted: Files, options: RunOptions): Promise<ErrorReport | undefined> {
      const { mark, outcome } = await grade(mounted, [], options, 'preflight');
      if (outcome.type === 'ended') return outcome.report({});
      const { fault } = await readRun(container, place, mark);
      return fault?.status === 'error' ? fault : undefined;
    },
    async run(mounted: Files, changed: string[], options: RunOptions): Promise<TestReport> {
      const { mark, outcome } = await grade(mounted, changed, options);
      const steps = await readEvidence(container, place, root);
      const tampered = steps.find((step) => step.event === 'tampered');
      if (tampered) return { status: 'error', reason: 'load', message: tampered.tampered };
      if (outcome.type === 'ended') return withTests(outcome.report(momentOf(steps)), steps);
      const { run, fault } = await readRun(container, place, mark);
      if (fault) return fault;
      return run ? toReport(run, { root: neutral }) : internalFault('what the tests came to could not be read.');
    },
  };
} // prettier-ignore

/** What stands for the exercise's folder in what a run says; the programs inside write it. */
const neutral = '/exercise';

type Outcome = { type: 'done' } | { type: 'ended'; report: (at: Moment) => ErrorReport };

interface Watched {
  limit: number;
  options: RunOptions;
  /** Asks whether the code is only waiting. */
  ask(): void;
  letter(): void;
}

/** Follows one run to its end: by itself, at a limit, or because the caller wants no more. */
function watch(program: Spawned<FromGrader>, { limit, options, ask, letter }: Watched, resolve: (outcome: Outcome) => void) {
  const printed = createOutput((output) => options.onOutput?.(output));
  let clock: ReturnType<typeof createRunLimit> | undefined;
  const boot = setTimeout(() => over(() => internalFault(`Vitest did not start within ${bootLimit / 1000} s.`)), bootLimit);
  const settle = (outcome: Outcome) => {
    clearTimeout(boot);
    clock?.stop();
    options.signal?.removeEventListener('abort', abort);
    program.listen(() => {});
    resolve(outcome);
  };
  const over = (report: (at: Moment) => ErrorReport) => settle({ type: 'ended', report });
  const abort = () => over(stopped);
  const hear = (message: FromGrader) => {
    if (message.type === 'running') {
      clearTimeout(boot);
      clock?.stop();
      clock = createRunLimit({ limit, loading: () => false, ask, over: () => over((at) => busyTooLong(limit, at)) });
    } else if (message.type === 'output') printed(message.output);
    else if (message.type === 'test-start') options.onTestStart?.(message.name);
    else if (message.type === 'test-end') clock?.progress();
    else if (message.type === 'waiting') over((at) => waitedTooLong(limit, at));
    else if (message.type === 'done') settle({ type: 'done' });
    else if (message.type === 'fault') over(() => internalFault(message.message));
  };
  program.listen(hear);
  void program.exit.then(() =>
    over((at) => (/heap out of memory|Allocation failed|ERR_WORKER_OUT_OF_MEMORY/.test(program.noise) ? outOfMemory(at) : internalFault(`the grading program ended. ${program.noise}`))),
  );
  options.signal?.addEventListener('abort', abort);
  if (options.signal?.aborted) abort();
  else letter();
} // prettier-ignore

async function readEvidence(container: WebContainer, place: Place, root: string): Promise<Evidence[]> {
  const written = await container.fs.readFile(place.evidence, 'utf8').catch(orNothing(''));
  const text = written.replaceAll(root, neutral);
  return text.split('\n').flatMap((line) => {
    try {
      return line ? [JSON.parse(line) as Evidence] : [];
    } catch {
      // The last line of a program that was ended in the middle of it.
      return [];
    }
  });
}

/** Nothing where the file is another run's: whoever writes there does not know the mark. */
async function readRun(container: WebContainer, place: Place, mark: string): Promise<Partial<RunFile>> {
  const result = JSON.parse(await container.fs.readFile(place.run, 'utf8').catch(orNothing('{}'))) as Partial<RunFile>;
  return result.mark === mark ? result : {};
}

/** A file that nobody has written is no fault; a container that is gone is one. */
const orNothing = (nothing: string) => (error: unknown) => {
  if (error instanceof ContainerBootError) throw error;
  return nothing;
};

function momentOf(steps: Evidence[]): Moment {
  const at = steps.findLastIndex(({ event }) => event === 'start');
  const begun = steps[at];
  if (begun?.event !== 'start') return {};
  return { test: begun.names.join(' > '), over: steps.slice(at).some(({ event }) => event === 'end') };
}

function withTests(report: ErrorReport, steps: Evidence[]): ErrorReport {
  const ended = steps.filter((step) => step.event === 'end').map(({ test }) => test);
  return ended.length ? { ...report, tests: toResults(ended, { root: neutral }) } : report;
}
