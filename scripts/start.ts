// `npm start`: the course on this computer. Prints the address once the first page has been served.
import { createServer } from 'node:net';
import { createWorkspace } from '../sandbox/local/workspace.ts';
import { ended, startAstro } from './astro.ts';
import { command, paint, project } from './command.ts';

const host = '127.0.0.1';
const firstPort = 4321;

await command('Usage: npm start', async () => {
  const port = await freePort(firstPort);
  if (port !== firstPort) console.log(`Port ${firstPort} is taken, so this uses ${port}.`);
  const astro = startAstro(['dev', '--host', host, '--port', String(port)], 'pipe');
  let said = '';
  for (const stream of [astro.stdout, astro.stderr]) stream?.on('data', (text: Buffer) => (said += text.toString()));
  const over = ended(astro);
  const address = `http://${host}:${port}/`;
  if (!(await served(address, over))) {
    console.error(`The course did not start. Astro said:\n${said.trim()}`);
    return 2;
  }
  console.log(`Engine Room is open at ${paint('bold', address)}`);
  console.log(`${createWorkspace(project).slugs().length} exercises are there. Ctrl+C closes it.`);
  for (const stream of [astro.stdout, astro.stderr]) stream?.on('data', (text: Buffer) => process.stderr.write(text));
  return (await over) === 0 ? 0 : 2;
});

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

async function freePort(port: number): Promise<number> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
  return free ? port : freePort(port + 1);
}
