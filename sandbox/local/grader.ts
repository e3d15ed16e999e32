// The process that runs Vitest for one runtime. Started by process.ts, spoken to over Node's IPC channel, and ended
// from outside when it takes too long: nothing in here has to defend itself against a loop.
import { flushCompileCache } from 'node:module';
import { endLeftovers, runVariable } from './processes.ts';
import type { PrepareRequest, RunRequest } from './protocol.ts';
import { prepareFork, spareId } from './spare-fork.ts';

const forks = { root: process.argv[2]!, confined: process.argv[3] === 'confined' };
const owner = { leader: process.pid, run: process.env[runVariable] ?? '', root: forks.root };
// Nobody but the exercise sends these here; Vitest would end as if it had been asked to.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.once(signal, () => process.kill(process.pid, 'SIGKILL'));
prepareFork(forks);
// Only now, because it takes a while.
const { runSuites, send, startVitest } = await import('./vitest-host.ts');

let vitest: ReturnType<typeof startVitest> | undefined;

process.on('message', (request: PrepareRequest | RunRequest) => {
  const ready = (vitest ??= startVitest(request.root, forks));
  if (request.type === 'prepare') return void ready.catch(fault);
  ready
    .then((started) => runSuites(started, request))
    .then((result) => {
      endLeftovers({ ...owner, spare: spareId() });
      // This process is ended from outside, which would lose what Node keeps for the next start.
      flushCompileCache();
      send({ type: 'done', run: result });
      setTimeout(prepareFork, 20, forks);
    })
    .catch(fault);
});

const fault = (error: Error) => send({ type: 'fault', message: error.stack ?? String(error) });

// The parent is gone: nobody reads a verdict any more, and a fork that loops would not notice by itself.
process.on('disconnect', () => {
  if (process.platform === 'win32') process.exit();
  endLeftovers(owner);
  process.kill(-process.pid, 'SIGKILL');
});

send({ type: 'ready' });
