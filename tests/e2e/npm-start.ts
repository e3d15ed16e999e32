import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const project = path.resolve(import.meta.dirname, '../..');
const port = Number(process.env['PORT'] ?? 4399) + 1000;

/** The real `npm start`, with a folder of its own in the place of `workspace/`. */
export function createServer() {
  const parent = mkdtempSync(path.join(tmpdir(), 'engine-room-'));
  const address = `http://127.0.0.1:${port}`;
  const workspace = path.join(parent, 'my workspace');
  let child: ChildProcess | undefined;
  let said = '';
  return {
    address,
    /** What it has printed since the last start. */
    said: () => said,
    /** As in a fresh clone: no package has been prepared for the browser. */
    forgetPackages: () => rmSync(path.join(project, 'node_modules/.vite/deps'), { recursive: true, force: true }),
    file: (...parts: string[]) => path.join(workspace, ...parts),
    async start() {
      const env = { ...process.env, PORT: String(port), ENGINE_ROOM_WORKSPACE: workspace, NO_COLOR: '1', FORCE_COLOR: undefined }; // prettier-ignore
      const started = spawn(process.execPath, ['scripts/start.ts', '--author'], { cwd: project, env, stdio: ['ignore', 'pipe', 'pipe'] }); // prettier-ignore
      child = started;
      said = '';
      const open = new Promise<void>((resolve, reject) => {
        for (const stream of [started.stdout, started.stderr]) {
          stream.setEncoding('utf8').on('data', (text: string) => {
            said += text;
            if (said.includes(`is open at ${address}`)) resolve();
          });
        }
        started.once('exit', () => reject(new Error(`npm start ended. It said:\n${said}`)));
      });
      await open;
    },
    async stop() {
      const ending = child;
      child = undefined;
      if (!ending || ending.exitCode !== null) return;
      const ended = new Promise((resolve) => ending.once('close', resolve));
      ending.kill('SIGINT');
      await ended;
    },
    remove: () => rmSync(parent, { recursive: true, force: true }),
  };
}
