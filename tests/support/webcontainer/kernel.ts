import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode } from '@msgpack/msgpack';

/**
 * A double of StackBlitz's kernel, which cannot be had without their service: real Node processes without native addons
 * in a temporary folder, behind the calls that the genuine `@webcontainer/api` makes. What a container's own Node, file
 * system, limits of memory and preview addresses do stays unproven here.
 */
export class Kernel {
  readonly root = mkdtempSync(path.join(tmpdir(), 'container-'));
  readonly workdir: string;
  readonly #processes = new Map<number, ChildProcess>();
  readonly #tell: (event: object) => void;

  constructor(workdirName: string, tell: (event: object) => void) {
    this.workdir = path.join(this.root, workdirName);
    this.#tell = tell;
    mkdirSync(this.workdir);
  }

  /** A snapshot as bytes of msgpack, or of the JSON that the library makes of a tree. */
  mount(payload: Buffer, point = ''): void {
    const json = payload[0] === '{'.charCodeAt(0);
    const tree = (json ? JSON.parse(payload.toString()) : decode(payload)) as Folder;
    write(this.#inside(point), tree);
  }

  /** Runs `node` without addons, as a container does, and any other command as it is. */
  spawn(id: number, { command, args, cwd, env }: SpawnRequest): void {
    const words = command === 'node' ? [process.execPath, '--no-addons', ...args] : [command, ...args];
    const { PATH } = process.env;
    const child = spawn(words[0]!, words.slice(1), {
      cwd: this.#inside(cwd ?? ''),
      env: { PATH, HOME: this.root, ...env },
      detached: true,
    });
    this.#processes.set(id, child);
    // One stream, with a terminal's line ends.
    const print = (chunk: Buffer) => this.#tell({ type: 'output', id, text: chunk.toString('latin1').replaceAll('\n', '\r\n') });
    child.stdout.on('data', print);
    child.stderr.on('data', print);
    const leave = (code: number) => {
      this.#processes.delete(id);
      this.#tell({ type: 'exit', id, code });
    };
    child.once('error', () => leave(127));
    child.once('close', (code, signal) => leave(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  } // prettier-ignore

  write(id: number, text: string): void {
    this.#processes.get(id)?.stdin?.write(text);
  }

  kill(id: number): void {
    const { pid } = this.#processes.get(id) ?? {};
    try {
      if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    } catch {
      // Already gone.
    }
  }

  /** One call of the container's `fs`, which knows fewer than Node's. */
  file(method: string, args: unknown[]): unknown {
    const [name, ...rest] = args as [string, ...unknown[]];
    const place = this.#inside(name);
    if (method === 'readFile') return rest[0] === undefined || rest[0] === null ? readFileSync(place).toString('base64') : readFileSync(place, 'utf8');
    if (method === 'writeFile') return void writeFileSync(place, rest[0] as string);
    if (method === 'mkdir') return mkdirSync(place, rest[0] as object);
    if (method === 'rm') return void rmSync(place, rest[0] as object);
    if (method === 'rename') return void renameSync(place, this.#inside(rest[0] as string));
    if (method === 'readdir') return readdirSync(place);
    throw new Error(`A container has no fs.${method}.`);
  } // prettier-ignore

  end(): void {
    for (const id of this.#processes.keys()) this.kill(id);
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  #inside(name: string): string {
    const place = path.resolve(this.workdir, name);
    if (!`${place}/`.startsWith(`${this.workdir}/`)) throw new Error(`${name} is outside of the working directory.`);
    return place;
  }
}

export interface SpawnRequest {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
}

/** The library's internal form of a tree. */
interface Folder {
  d: Record<string, Folder | { f: { c: string | Uint8Array; b?: boolean } }>;
}

function write(folder: string, tree: Folder): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, entry] of Object.entries(tree.d)) {
    const place = path.join(folder, name);
    if ('d' in entry) write(place, entry);
    else if (typeof entry.f.c !== 'string') writeFileSync(place, entry.f.c);
    else writeFileSync(place, entry.f.c, entry.f.b ? 'latin1' : 'utf8');
  }
}
