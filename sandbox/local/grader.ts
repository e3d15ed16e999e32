// The process that runs Vitest for one runtime. Started by process.ts, spoken to over Node's IPC channel, and ended
// from outside when it takes too long: nothing in here has to defend itself against a loop.
import { flushCompileCache } from 'node:module';
import type { PrepareRequest, RunRequest } from './protocol.ts';
import { prepareFork } from './spare-fork.ts';

prepareFork();
// Only now, because it takes a while.
const { runSuites, send, startVitest } = await import('./vitest-host.ts');

let vitest: ReturnType<typeof startVitest> | undefined;

process.on('message', (request: PrepareRequest | RunRequest) => {
  const ready = (vitest ??= startVitest(request.root));
  if (request.type === 'prepare') return void ready.catch(fault);
  ready
    .then((started) => runSuites(started, request))
    .then((result) => {
      // This process is ended from outside, which would lose what Node keeps for the next start.
      flushCompileCache();
      send({ type: 'done', run: result });
      setTimeout(prepareFork, 20);
    })
    .catch(fault);
});

const fault = (error: Error) => send({ type: 'fault', message: error.stack ?? String(error) });

// The parent is gone: nobody reads a verdict any more, and a fork that loops would not notice by itself.
process.on('disconnect', () => {
  if (process.platform === 'win32') process.exit();
  process.kill(-process.pid, 'SIGKILL');
});

send({ type: 'ready' });
