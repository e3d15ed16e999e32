/** Runs programs of several files natively and in the engine's module system, for comparison. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Files } from '../../../../sandbox/types.ts';
import { runProgram } from './module-realm.ts';

const folder = path.join(import.meta.dirname, 'programs');

export const programs = readdirSync(folder).map((file) => path.basename(file, '.txt'));

/** A program is written as one text: `--- path` begins a file, and the first one is the entry. */
export function readProgram(name: string): { files: Files; entry: string } {
  const text = readFileSync(path.join(folder, `${name}.txt`), 'utf8');
  const files: Files = {};
  for (const part of text.split(/^--- /m).slice(1)) {
    const end = part.indexOf('\n');
    files[part.slice(0, end)] = part.slice(end + 1);
  }
  return { files, entry: Object.keys(files)[0]! };
}

/** @param ours Runs it in the engine: in a bare context, unless another way is given. */
export async function runBoth(name: string, ours = inBareRealm): Promise<{ node: string; ours: string }> {
  const { files, entry } = readProgram(name);
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'program-')));
  try {
    for (const [file, contents] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      writeFileSync(path.join(root, file), contents);
    }
    const node = await runNode(entry, root);
    const said = await ours(files, entry, root);
    return { node: comparable(node), ours: comparable(said) };
  } finally {
    rmSync(root, { recursive: true });
  }
}

const inBareRealm = async (files: Files, entry: string, root: string) =>
  (await runProgram(files, entry, root)).map(({ text }) => text).join('');

/** Frames of Node's own code are not ours, and the same error is not thrown in the same line of it. */
const comparable = (text: string) =>
  text
    .split('\n')
    .filter(
      (line) => !/^\s+at .*(?:\bnode:|\/tests\/sandbox\/embedded\/modules\/|Array\.forEach)|^node:internal/.test(line),
    )
    .map((line) => line.replace(/\.\.\. \d+ lines/, '... n lines'))
    .join('\n');

function runNode(entry: string, cwd: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [entry], { cwd, env: { PATH: process.env['PATH'] } });
    let text = '';
    child.stdout.on('data', (part: Buffer) => (text += part.toString()));
    child.stderr.on('data', (part: Buffer) => (text += part.toString()));
    child.on('close', () => resolve(text));
  });
}
