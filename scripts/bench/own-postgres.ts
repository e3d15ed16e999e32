import { execFileSync, spawn } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, chownSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface OwnPostgres {
  url: string;
  stop(): Promise<void>;
}

/** Starts the PostgreSQL server of this computer with a folder of its own; undefined where none is installed. */
export async function startPostgres(): Promise<OwnPostgres | undefined> {
  const bin = globSync('/usr/lib/postgresql/*/bin').sort().at(-1);
  if (!bin) return undefined;
  const data = mkdtempSync(path.join(tmpdir(), 'postgres-'));
  // PostgreSQL refuses to be run by root.
  const user = process.getuid?.() === 0 ? postgresUser() : undefined;
  if (user) chownSync(data, user.uid, user.gid);
  const as = { ...user, env: { PATH: process.env['PATH'], LC_ALL: 'C' } };
  execFileSync(path.join(bin, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-N'], {
    ...as,
    stdio: 'ignore',
  });
  const port = await freePort();
  const server = spawn(
    path.join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', '-F'],
    as,
  );
  const ended = new Promise((resolve) => server.once('exit', resolve));
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (text: Buffer) => text.includes('ready to accept connections') && resolve());
    server.once('exit', (code) => reject(new Error(`postgres ended with ${code}`)));
  });
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
