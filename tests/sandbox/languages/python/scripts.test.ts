import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPython, type PythonProcess } from '../../../../sandbox/languages/python/process.ts';
import { differences } from './differences.ts';

const folder = path.join(import.meta.dirname, 'programs');
const helpers = ['helper.py'];
const names = readdirSync(folder).filter((name) => name.endsWith('.py') && !helpers.includes(name));
const there = spawnSync('python3', ['--version']).status === 0;

interface Printed {
  stdout: string;
  stderr: string;
  code: number;
}

/** Runs each program once, one after the other. */
async function open(command?: string): Promise<{ run(name: string): Promise<Printed>; close(): void }> {
  let printed = { stdout: '', stderr: '' };
  const hear = (stream: 'stdout' | 'stderr', text: string) => void (printed[stream] += text);
  const start = async () => {
    if (command) process.env['ENGINE_ROOM_PYTHON'] = command;
    const python = openPython(hear);
    delete process.env['ENGINE_ROOM_PYTHON'];
    return python;
  };
  let python: PythonProcess = await start();
  return {
    async run(name) {
      printed = { stdout: '', stderr: '' };
      const files = Object.fromEntries(
        [name, ...helpers].map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]),
      );
      const options = { args: ['-v', 'ä'], env: { MODE: 'test' }, stdin: 'first\nsecond\nthird' };
      const state = await python.run({ entry: name, files, anyPort: true, ...options });
      if (!(await python.reset())) python = await start();
      return { ...printed, code: state.status === 'ended' ? state.code : NaN };
    },
    close: () => python.kill(),
  };
}

/** Each version draws the marks below a line in its own way. */
const withoutMarks = ({ stdout, stderr, code }: Printed): Printed => ({
  stdout,
  stderr: stderr.replace(/^[ |]+[~^]+ *\n/gm, ''),
  code,
});

describe.skipIf(!there)('as python3 does it (skipped where there is no python3)', () => {
  let ours: Awaited<ReturnType<typeof open>>;
  let debian: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    [ours, debian] = [await open(), await open('python3')];
  });
  afterAll(() => {
    ours?.close();
    debian?.close();
  });

  test.for(names)('%s', async (name) => {
    const [here, there] = [withoutMarks(await ours.run(name)), withoutMarks(await debian.run(name))];
    for (const stream of ['stdout', 'stderr', 'code'] as const) {
      const listed = differences.find((one) => one.program === name && one.stream === stream);
      if (listed)
        expect(here[stream], `${listed.reason}: this is equal now, so it is no longer listed`).not.toBe(there[stream]);
      else expect(here[stream], stream).toBe(there[stream]);
    }
  });
});
