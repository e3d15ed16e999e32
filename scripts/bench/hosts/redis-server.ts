import { spawn } from 'node:child_process';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';

/** Debian's `redis-server`, where it is installed. */
export async function startRedisServer(): Promise<{ url: string; stop(): void } | undefined> {
  const place = net.createServer();
  await new Promise<void>((resolve) => place.listen(0, '127.0.0.1', resolve));
  const { port } = place.address() as AddressInfo;
  await new Promise((resolve) => place.close(resolve));
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', tmpdir()];
  const child = spawn('redis-server', options, { stdio: ['ignore', 'pipe', 'ignore'] });
  const ready = await new Promise<boolean>((resolve) => {
    child.once('error', () => resolve(false));
    child.once('exit', () => resolve(false));
    child.stdout.on('data', (text: Buffer) => String(text).includes('Ready to accept connections') && resolve(true));
  });
  return ready ? { url: `redis://127.0.0.1:${port}`, stop: () => child.kill() } : undefined;
}
