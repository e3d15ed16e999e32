// `npm start`: the course on this computer. Prints the address once the first page has been served.
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { whyUnusable } from '../sandbox/local/neutral-root.ts';
import { createWorkspace, WorkspaceError } from '../sandbox/local/workspace.ts';
import { ended, startAstro } from './astro.ts';
import { command, paint, project, type ExitCode } from './command.ts';

const host = '127.0.0.1';
const firstPort = Number(process.env.PORT ?? 4321);
/** `ENGINE_ROOM_WORKSPACE` is for tests, which leave a person's own work alone. */
const workspace = process.env.ENGINE_ROOM_WORKSPACE ?? path.join(project, 'workspace');

const usage = `Usage: npm start [-- --author]
  --author   shows authors' tools as well, answers and all`;

const start = async (_words: string[], flags: { author?: boolean }): Promise<ExitCode> => {
  const unusable = whyUnusable(project);
  if (unusable) throw new WorkspaceError(unusable);
  const running = await runningServer();
  if (running) {
    console.log(`Engine Room is already open at ${paint('bold', running)}`);
    console.log('This folder has one server at a time. Ctrl+C in its terminal closes it.');
    return 0;
  }
  const port = await freePort(firstPort);
  if (port !== firstPort) console.log(`Port ${firstPort} is taken, so this uses ${port}.`);
  const astro = startAstro(['dev', '--host', host, '--port', String(port)], 'pipe', {
    ENGINE_ROOM_WORKSPACE: workspace,
    ENGINE_ROOM_AUTHOR: flags['author'] ? '1' : '0',
  });
  let said = '';
  const streams = [astro.stdout, astro.stderr].filter((stream) => stream !== null);
  for (const stream of streams) stream.on('data', (text: Buffer) => (said += text.toString()));
  const over = ended(astro);
  const address = `http://${host}:${port}/`;
  if (!(await served(address, over))) {
    console.error(`The course did not start. Astro said:\n${said.trim()}`);
    return 2;
  }
  console.log(`Engine Room is open at ${paint('bold', address)}`);
  console.log(`${createWorkspace(project).slugs().length} exercises are there. Ctrl+C closes it.`);
  console.log('What you change on the page of an exercise is saved in workspace/, too, and the other way round.');
  for (const stream of streams) stream.removeAllListeners('data').pipe(process.stderr);
  void sayWhenExercisesRun(address);
  return (await over) === 0 ? 0 : 2;
};

await command(usage, start, { author: { type: 'boolean' } });

/** Astro notes the server of a folder and refuses a second one; a note can outlive its server. */
async function runningServer(): Promise<string | undefined> {
  const note = path.join(project, '.astro', 'dev.json');
  if (!existsSync(note)) return undefined;
  try {
    const { pid, url } = JSON.parse(readFileSync(note, 'utf8')) as { pid: number; url: string };
    process.kill(pid, 0);
    await fetch(url, { signal: AbortSignal.timeout(3000) });
    return new URL('/', url).href;
  } catch {
    return undefined;
  }
}

/** The first page that is served is also the one that everybody waits for, so it is asked for right away. */
async function served(address: string, over: Promise<number>): Promise<boolean> {
  let alive = true;
  void over.then(() => (alive = false));
  while (alive) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

/** A first start, or one after an update, builds what exercises run on while its first pages are read. */
async function sayWhenExercisesRun(address: string): Promise<void> {
  let told = false;
  const soon = setTimeout(() => {
    told = true;
    console.log('What exercises run on is being built, once: a minute or so. Lessons can be read meanwhile.');
  }, 1500);
  const answer = await fetch(new URL('engine/manifest.json', address)).catch(() => undefined);
  clearTimeout(soon);
  if (told && answer?.ok) console.log('Exercises run now.');
}

async function freePort(port: number): Promise<number> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
  return free ? port : freePort(port + 1);
}
