import type { ProgramState } from '../../../sandbox/session/program-host.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';
import type { Frame } from '../../../sandbox/types.ts';
import type { Model } from '../model.ts';
import { entryOf } from '../run-program.ts';

export const origin = 'http://localhost:3000';

/** The file that starts the learner's server; nothing where the exercise has none. */
export function serverEntry(model: Model): string | undefined {
  const { exercise } = model.page;
  const files = model.state.value.files;
  if (model.page.mode === 'playground') return entryOf(files, exercise.serve);
  return exercise.serve !== undefined && exercise.serve in files ? exercise.serve : undefined;
}

/** Whether the server runs older code than the editor holds. */
export const isOutdated = (model: Model): boolean =>
  model.program.value.phase === 'running' &&
  !model.program.value.elsewhere &&
  model.program.value.files !== model.state.value.files;

export async function startServer(model: Model): Promise<void> {
  const services = model.services.value;
  const entry = serverEntry(model);
  if (services && entry !== undefined) await services.program.start(entry, services.session.state.files);
}

/**
 * Starts the server when none runs, and starts it again when it runs older code and `fresh` asks for that.
 * Resolves with why there is none, in words.
 */
export async function ensureServer(model: Model, fresh: boolean): Promise<string | undefined> {
  if (!model.services.value) return 'The page is still loading. Try again in a moment.';
  if (model.program.value.elsewhere) return undefined;
  if (serverEntry(model) === undefined) return 'This exercise has no file that starts a server.';
  if (model.program.value.phase === 'starting') await settled(model);
  if (model.program.value.phase !== 'running' || (fresh && isOutdated(model))) await startServer(model);
  const { phase } = model.program.value;
  return phase === 'running' ? undefined : 'Your server did not start. The reason is above.';
}

function settled(model: Model): Promise<void> {
  return new Promise((resolve) => {
    const stop = model.program.subscribe(({ phase }) => {
      if (phase === 'starting') return;
      resolve();
      queueMicrotask(() => stop());
    });
  });
}

/** The server's state in words. */
export function serverWords({ phase, ports, exitCode, elsewhere }: ProgramState): string {
  if (elsewhere) return `A server of the terminal, on port ${ports.join(', ')}`;
  if (phase === 'stopped') return 'Your server is not running';
  if (phase === 'starting') return 'Starting your server';
  if (phase === 'running') return ports.length ? `Running on port ${ports.join(', ')}` : 'Running, no port is open yet';
  if (phase === 'ended') return 'Your server came to its end';
  if (exitCode === 137) return 'Your server was ended: it gave no answer, or used too much memory';
  return exitCode === undefined ? 'Your server did not start' : `Your server ended with exit code ${exitCode}`;
}

/** The first place in the learner's files that a message names. */
export function frameIn(message: string, files: TextFiles): Frame | undefined {
  for (const [, path, line, column] of message.matchAll(
    /([\w./-]+\.(?:[cm]?[jt]sx?|sql))[: (]+(?:line )?(\d+)(?::(\d+))?/g,
  )) {
    const file = path!.replace(/^\/+exercise\//, '').replace(/^\.\//, '');
    if (Object.hasOwn(files, file)) return { file, line: Number(line), column: Number(column ?? 1) };
  }
  return undefined;
}
