import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { EmbeddedPage } from '../support/embedded-page.ts';

/** What each program of a group logged. */
export type Logs = Record<string, Record<string, string[]>>;

interface Answer {
  logs: Logs;
  /** What nothing in the programs caught. */
  faults: string[];
}

const source = path.resolve(import.meta.dirname, '../sandbox/embedded/node');
const folders = [path.join(source, 'programs'), path.join(import.meta.dirname, 'programs')];

/** The same program in Node and in the browser: a server that runs the group that it is asked for, and tells the logs. */
const main = `
const fs = require('node:fs');
const http = require('node:http');
const os = require('node:os');
const path = require('node:path');
const start = require('./helpers.cjs');

const faults = [];
let group = '';
process.on('uncaughtException', (error) => faults.push(group + ': ' + String(error?.stack ?? error)));

async function runGroup(file) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'programs-'));
  fs.mkdirSync(path.join(folder, 'desk'));
  process.chdir(path.join(folder, 'desk'));
  const { program, programs, run } = start(require);
  globalThis.program = program;
  require('./' + file);
  const logs = {};
  for (const one of programs) {
    group = one.title;
    const [title, lines] = await run(one, folder);
    logs[title] = lines;
  }
  process.chdir(__dirname);
  fs.rmSync(folder, { recursive: true });
  return logs;
}

if (process.argv[2]) {
  const all = async () => {
    const logs = {};
    for (const file of process.argv.slice(2)) logs[file] = await runGroup(file);
    process.stdout.write(JSON.stringify({ logs, faults }), () => process.exit());
  };
  void all();
} else {
  const server = http.createServer(async (request, response) => {
    const file = decodeURIComponent(request.url.slice(1));
    const logs = file ? { [file]: await runGroup(file) } : {};
    response.end(JSON.stringify({ logs, faults }));
  });
  server.listen(3000);
}
`;

/** The files of the programs that the built-ins are proven with, and of some that need a browser; `wanted` names a few. */
export function programFiles(wanted: string[] = []): { files: Record<string, string>; names: string[] } {
  const helpers = readFileSync(path.join(source, 'program-helpers.js'), 'utf8');
  const files: Record<string, string> = { 'main.cjs': main, 'helpers.cjs': `module.exports = ${helpers}` };
  const names: string[] = [];
  for (const folder of folders) {
    for (const file of readdirSync(folder)) {
      const name = path.basename(file, '.js');
      if (wanted.length && !wanted.includes(name)) continue;
      files[`${name}.cjs`] = readFileSync(path.join(folder, file), 'utf8');
      names.push(`${name}.cjs`);
    }
  }
  return { files, names };
}

export async function runInNode({ files, names }: ReturnType<typeof programFiles>): Promise<Answer> {
  const folder = mkdtempSync(path.join(tmpdir(), 'in-node-'));
  for (const [name, contents] of Object.entries(files)) writeFileSync(path.join(folder, name), contents);
  const { stdout } = await promisify(execFile)(process.execPath, [path.join(folder, 'main.cjs'), ...names], {
    cwd: folder,
    maxBuffer: 2 ** 26,
    env: { PATH: process.env['PATH'] },
  });
  rmSync(folder, { recursive: true });
  return JSON.parse(stdout) as Answer;
}

/** The same in a page: the program is started like one of a learner, and the page asks it for each group. */
export const runInPage = (embedded: EmbeddedPage, programs: ReturnType<typeof programFiles>): Promise<Answer> =>
  embedded.page.evaluate(async ({ files, names }) => {
    const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
    await runtime.mount(files);
    const started = await runtime.start('main.cjs');
    if (started.status === 'error') throw new Error(started.message);
    const answer: Answer = { logs: {}, faults: [] };
    for (const name of names) {
      const response = await runtime.fetch(new Request(`http://localhost:3000/${name}`));
      const { logs, faults } = (await response.json()) as Answer;
      Object.assign(answer.logs, logs);
      answer.faults = faults;
    }
    await runtime.dispose();
    return answer;
  }, programs);
