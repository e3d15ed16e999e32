import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { watchFolder } from '../../../sandbox/local/watch-folder.ts';

let folder: string;
beforeEach(() => {
  const parent = mkdtempSync(path.join(tmpdir(), 'wätch folder-'));
  folder = path.join(parent, 'hello-server');
  mkdirSync(path.join(folder, 'lib'), { recursive: true });
  write('app.ts', 'one');
  return () => rmSync(parent, { recursive: true, force: true });
});
const write = (file: string, text: string) => writeFileSync(path.join(folder, file), text);

function start(options: Partial<Parameters<typeof watchFolder>[1]> = {}) {
  const onChange = vi.fn<() => void>();
  const onSilent = vi.fn<() => void>();
  const watch = watchFolder(folder, { onChange, onSilent, ...options });
  onTestFinished(() => watch.close());
  const heard = (times: number) => vi.waitFor(() => expect(onChange).toHaveBeenCalledTimes(times), { timeout: 5000 });
  return { heard, onSilent };
}

describe.each([
  ['events', {}],
  ['looking', { poll: true }],
])('by %s', (_name, options) => {
  test('a save is heard, also below, and also when the editor writes by rename', async () => {
    const { heard, onSilent } = start(options);
    write('app.ts', 'two!');
    await heard(1);
    write('lib/mine.ts', 'mine');
    await heard(2);
    write('.app.ts.swp', 'three');
    renameSync(path.join(folder, '.app.ts.swp'), path.join(folder, 'app.ts'));
    await heard(3);
    expect(onSilent).not.toHaveBeenCalled();
  });

  test('a folder that goes and comes back is heard each time, and so is what is saved in it', async () => {
    const { heard } = start(options);
    rmSync(folder, { recursive: true });
    await heard(1);
    mkdirSync(folder);
    write('app.ts', 'again');
    await heard(2);
    write('app.ts', 'and once more');
    await heard(3);
  });
});

test('where no event comes, it looks by itself and says so once', async () => {
  const mute = (() => ({ close() {}, on() {} })) as never;
  const { heard, onSilent } = start({ watch: mute });
  write('app.ts', 'two!');
  await heard(1);
  await vi.waitFor(() => expect(onSilent).toHaveBeenCalledOnce(), { timeout: 5000 });
  write('app.ts', 'three');
  await heard(2);
  expect(onSilent).toHaveBeenCalledOnce();
});

test('where there are no more watches to have, it looks at once', async () => {
  const refuse = (() => {
    throw new Error('ENOSPC');
  }) as never;
  const { heard, onSilent } = start({ watch: refuse });
  expect(onSilent).toHaveBeenCalledOnce();
  write('app.ts', 'two!');
  await heard(1);
});
