import type { Files } from '../../../sandbox/types.ts';

/** What an exercise's suite can rely on: graded in the page, in Node, and in Node with the bash of the computer. */
export const shellSuite: Files = {
  'app.test.ts': String.raw`
import { expect, test } from 'vitest';
import { explain } from '#testing';
import { redis } from '#testing/redis';
import { openShell } from '#testing/shell';

test('starts in an empty folder, with the files that the suite brings', async () => {
  const shell = await openShell({ files: { 'data/a.txt': 'a\n' }, env: { STAGE: 'test' } });
  const { stdout, stderr, exitCode } = await shell.run('pwd; ls; cat data/a.txt; echo $STAGE $HOME');
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: '/home/learner/work\ndata\na\ntest /home/learner\n', stderr: '', exitCode: 0 });
});

test('answers with output, errors and exit code apart', async () => {
  const shell = await openShell();
  const { stdout, stderr, exitCode } = await shell.run('echo out; echo err >&2; echo Zoë; exit 3');
  expect({ stdout, stderr, exitCode }).toEqual({ stdout: 'out\nZoë\n', stderr: 'err\n', exitCode: 3 });
});

test('streams: what one program prints the next one reads, in order and however long', async () => {
  const shell = await openShell();
  expect((await shell.run('seq 1 20000 | tail -n 1; seq 1 20000 | wc -c')).stdout).toBe('20000\n108894\n');
  expect((await shell.run('printf "b\\na\\n" | sort | while read -r x; do echo "[$x]"; done')).stdout).toBe('[a]\n[b]\n');
  const long = 'line\n'.repeat(50_000);
  expect((await shell.run('cat; echo end', { stdin: long })).stdout).toBe(long + 'end\n');
  expect((await shell.run('wc -l', { stdin: long })).stdout.trim()).toBe('50000');
});

test('fails loudly: no command, no file, no end of a quote, and a script that stops at its first error', async () => {
  const shell = await openShell();
  expect(await shell.run('nothing-of-that-name')).toMatchObject({ exitCode: 127, stderr: expect.stringContaining('command not found') });
  expect(await shell.run('cat none.txt')).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('No such file or directory') });
  expect(await shell.run('echo "open')).toMatchObject({ exitCode: 2, stdout: '' });
  expect(await shell.run('set -e; false; echo never')).toMatchObject({ exitCode: 1, stdout: '' });
  expect(await shell.run('set -o pipefail; false | cat; echo $?')).toMatchObject({ stdout: '1\n' });
});

test('is killed when it has no end, and answers again', async () => {
  const shell = await openShell();
  await shell.run('echo before > kept.txt');
  await expect(shell.run('while true; do :; done', { timeout: 1000 })).rejects.toThrow('the script was ended');
  expect((await shell.run('cat kept.txt')).stdout).toBe('before\n');
});

test('restarts clean with each command: only files stay', async () => {
  const shell = await openShell();
  await shell.run('name=kept; greet() { echo hi; }; mkdir -p sub; cd sub; echo file > ../kept.txt; export MORE=1; set -u');
  const { stdout } = await shell.run('echo "[\${name:-}] [\${MORE:-}]"; pwd; greet; echo $?; cat kept.txt');
  expect(stdout).toBe('[] []\n/home/learner/work\n127\nfile\n');
  expect(await shell.files()).toEqual({ 'kept.txt': 'file\n' });
});

test('keeps nothing between tests: the first one leaves files, a repository and settings', async () => {
  const shell = await openShell();
  await shell.run('echo left > left.txt; echo left > ~/left.txt; git init -q; git config --global user.name Left');
  expect(await shell.files()).toEqual({ 'left.txt': 'left\n' });
});

test('keeps nothing between tests: the second one finds nothing of it', async () => {
  const shell = await openShell();
  const { stdout } = await shell.run('ls -A . ; ls ~; git config user.name; git status 2>/dev/null; echo $?');
  expect(stdout).toBe('work\nLearner\n128\n');
});

test('two shells have nothing in common', async () => {
  const [one, two] = [await openShell(), await openShell()];
  await one.run('echo 1 > here.txt');
  expect(await two.files()).toEqual({});
  await two.write('here.txt', '2\n');
  expect((await one.run('cat here.txt')).stdout).toBe('1\n');
});

test('has git, with commits of the same names everywhere', async () => {
  const shell = await openShell({ files: { 'a.txt': 'a\n' } });
  await shell.run('git init -q && git add . && git commit -qm "Add a"');
  expect((await shell.run('git rev-parse HEAD')).stdout).toBe('aa836e04c2b5178d84ac8523fb1269b09871f0cb\n');
  expect((await shell.git.log()).map(({ subject }) => subject)).toEqual(['Add a']);
});

test('has redis-cli, which finds the Redis of the suite', async () => {
  const server = await redis();
  const shell = await openShell({ env: { PORT: String(server.port) } });
  expect((await shell.run('redis-cli -p $PORT SET name "two words"; redis-cli -p $PORT --no-raw GET name')).stdout).toBe('OK\n"two words"\n');
  expect((await shell.run('redis-cli -p $PORT', { stdin: 'INCR n\nINCR n\nGET nothing more\n' })).stdout).toContain('1\n2\nERR wrong number');
  expect(server.commands().map(({ name }) => name)).toEqual(['SET', 'GET', 'INCR', 'INCR', 'GET']);
  await server.close();
  // A port is another one each time, and the report is to be the same.
  const refused = await shell.run('redis-cli -p $PORT PING 2> said.txt; echo $?; sed "s/$PORT/N/" said.txt');
  expect(refused.stdout).toBe('1\nCould not connect to Redis at 127.0.0.1:N: Connection refused\n');
});

test('is a failed test in the words of the suite', async () => {
  const shell = await openShell();
  const { stdout } = await shell.run('echo 1');
  expect(stdout, explain({ expected: '2', because: 'somebody asked for it', look: 'the script' })).toBe('2\n');
});
`.replaceAll('\\${', '${'),
};
