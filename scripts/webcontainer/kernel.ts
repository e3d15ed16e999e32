import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  watch,
  writeFileSync,
  type FSWatcher,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { decode } from '@msgpack/msgpack';
import { watchPorts } from './port-watch.ts';

/**
 * A double of StackBlitz's kernel, which cannot be had without their service: real Node processes without native addons
 * in a temporary folder, behind the calls that the genuine `@webcontainer/api` makes. What a container's own Node, shell,
 * file system, network, limits of memory and preview addresses do stays unproven here.
 */
// prettier-ignore
export class Kernel {
  readonly root = mkdtempSync(path.join(tmpdir(), 'container-'));
  readonly workdir: string;
  readonly #processes = new Map<number, ChildProcess>();
  readonly #watchers = new Map<number, FSWatcher>();
  readonly #tell: (event: object) => void;
  readonly #ports: ReturnType<typeof watchPorts>;
  readonly #env: Record<string, string>;

  constructor(workdirName: string, tell: (event: object) => void) {
    this.workdir = path.join(this.root, workdirName);
    this.#tell = tell;
    this.#ports = watchPorts(this.root, (type, port) => tell({ type: 'port', change: type, port }));
    this.#env = { PATH: `${this.root}/bin:${process.env['PATH']}`, HOME: this.root, DOUBLE_PORTS: this.#ports.address };
    mkdirSync(this.workdir);
    mkdirSync(`${this.root}/bin`);
    // No addons, as in a container, whoever starts it.
    writeFileSync(`${this.root}/bin/node`, `#!/bin/sh\nexec '${process.execPath}' --no-addons --require '${path.join(import.meta.dirname, 'ports.cjs')}' "$@"\n`);
    chmodSync(`${this.root}/bin/node`, 0o755);
  }

  /** A snapshot as bytes of msgpack, or of the JSON that the library makes of a tree. */
  mount(payload: Buffer, point = ''): void {
    const json = payload[0] === '{'.charCodeAt(0);
    const tree = (json ? JSON.parse(payload.toString()) : decode(payload)) as Folder;
    write(this.#inside(point), tree);
  }

  /** A container has a network of its own; this computer's is shared, so who asks for the port in PORT gets a free one. */
  async spawn(id: number, { command, args, cwd, env, terminal }: SpawnRequest): Promise<void> {
    const words = command === 'jsh' ? shellWords(terminal) : [command, ...args];
    const port = env?.['PORT'] && { PORT: String(await freePort()) };
    const child: ChildProcess = spawn(words[0]!, words.slice(1), {
      cwd: this.#inside(cwd ?? ''),
      env: { ...this.#env, ...env, ...port, DOUBLE_TTY: `${this.root}/tty-${id}` },
      detached: true,
    });
    this.#processes.set(id, child);
    // One stream, with a terminal's line ends.
    const ends = command === 'jsh' ? '\n' : '\r\n';
    const print = (chunk: Buffer) => this.#tell({ type: 'output', id, text: chunk.toString('latin1').replaceAll('\n', ends) });
    child.stdout!.on('data', print);
    child.stderr!.on('data', print);
    child.stdin!.on('error', () => {});
    const leave = (code: number) => {
      this.#processes.delete(id);
      this.#tell({ type: 'exit', id, code });
    };
    child.once('error', () => leave(127));
    child.once('close', (code, signal) => leave(code ?? (signal === 'SIGKILL' ? 137 : 143)));
  }

  write(id: number, text: string): void {
    this.#processes.get(id)?.stdin?.write(text);
  }

  async resize(id: number, { cols, rows }: Size): Promise<void> {
    const place = `${this.root}/tty-${id}`;
    // Written by the shell once it has the size that it began with.
    const read = () => (existsSync(place) ? readFileSync(place, 'utf8').trim() : '');
    let tty = read();
    while (this.#processes.has(id) && !tty) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      tty = read();
    }
    if (!tty) return;
    spawnSync('stty', ['-F', tty, 'cols', String(cols), 'rows', String(rows)], { stdio: 'ignore' });
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
    if (method === 'readdir') return readdirSync(place, { withFileTypes: true }).map((entry) => ((rest[0] as { withFileTypes?: boolean })?.withFileTypes ? { name: entry.name, 'Symbol(type)': entry.isDirectory() ? 2 : 1 } : entry.name));
    throw new Error(`A container has no fs.${method}.`);
  }

  watch(id: number, name: string, recursive: boolean): void {
    const watcher = watch(this.#inside(name), { recursive }, (event, file) => this.#tell({ type: 'changed', id, event, file }));
    this.#watchers.set(id, watcher.on('error', () => {}));
  }

  unwatch(id: number): void {
    this.#watchers.get(id)?.close();
    this.#watchers.delete(id);
  }

  end(): void {
    for (const id of this.#watchers.keys()) this.unwatch(id);
    for (const id of this.#processes.keys()) this.kill(id);
    this.#ports.end();
    rmSync(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  #inside(name: string): string {
    const place = path.resolve(this.workdir, name);
    if (!`${place}/`.startsWith(`${this.workdir}/`)) throw new Error(`${name} is outside of the working directory.`);
    return place;
  }
}

interface Size {
  cols: number;
  rows: number;
}

export interface SpawnRequest {
  command: string;
  args: string[];
  cwd?: string;
  env?: Record<string, string>;
  terminal?: Size;
}

/** The system's shell in a terminal of its own stands in for theirs. */
function shellWords({ cols, rows }: Size = { cols: 80, rows: 24 }): string[] {
  const begin = `stty cols ${cols} rows ${rows}; tty > "$DOUBLE_TTY"; PS1='> ' exec /bin/sh`;
  return ['script', '--quiet', '--flush', '--return', '--command', begin, '/dev/null'];
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

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
