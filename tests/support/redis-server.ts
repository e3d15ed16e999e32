import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The version of Debian's `redis-server` or `redis-cli` when it is a 7.0, which ours are compared with. */
export function redisVersion(program: 'redis-server' | 'redis-cli'): string | undefined {
  try {
    const said = execFileSync(program, ['--version'], { encoding: 'utf8' });
    return /\b7\.0\.\d+/.exec(said)?.[0];
  } catch {
    return undefined;
  }
}

export interface RealRedis {
  port: number;
  child: ChildProcess;
  end(): void;
}

/** Debian's `redis-server` on a free port, with nothing in it. */
export async function startRealRedis(): Promise<RealRedis> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'redis-'));
  const child = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => String(text).includes('Ready to accept connections') && resolve());
    child.once('exit', () => reject(new Error('redis-server ended before it was ready')));
  });
  return {
    port,
    child,
    end() {
      child.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
