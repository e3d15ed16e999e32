import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { explain } from '#testing';
import { openShell } from '#testing/shell';

const script = readFileSync(new URL('./busiest.sh', import.meta.url), 'utf8');

const log = (addresses: string) => addresses.split(' ').map((ip) => `${ip} GET /notes 200\n`).join(''); // prettier-ignore
const logs = {
  'access.log': log('10.0.0.2 10.0.0.1 10.0.0.2 10.0.0.9 10.0.0.1 10.0.0.2 10.0.0.4'),
  'other.log': log('10.0.0.7 10.0.0.8 10.0.0.7 10.0.0.3 10.0.0.8 10.0.0.5'),
};

const open = () => openShell({ files: { 'busiest.sh': script, ...logs } });
const lines = (text: string) => text.split('\n').filter(Boolean);

test('prints the three busiest addresses', async () => {
  const shell = await open();

  const { stdout } = await shell.run('bash busiest.sh access.log');

  const apart = lines(stdout).length > 0 && lines(stdout).every((line) => line.startsWith('1 '));
  const wanted = ['3 10.0.0.2', '2 10.0.0.1', '1 10.0.0.4'];
  expect(
    lines(stdout),
    explain({
      diagnosis: apart && 'uniq counts only equal lines that stand together',
      expected: wanted.join(' · '),
      because: 'each address is told once, with all of its requests',
      look: apart ? 'what stands before `uniq`' : 'your pipe, one part after the other',
    }),
  ).toEqual(wanted);
});

test('reads the log that it is called with', async () => {
  const shell = await open();

  const first = await shell.run('bash busiest.sh access.log');
  const { stdout } = await shell.run('bash busiest.sh other.log');

  const wanted = ['2 10.0.0.7', '2 10.0.0.8', '1 10.0.0.3'];
  expect(
    lines(stdout),
    explain({
      diagnosis: stdout !== '' && stdout === first.stdout && 'The script reads one log, whatever it is called with',
      expected: wanted.join(' · '),
      because: 'the next log has another name',
      look: 'the file that your script opens: its first argument is `"$1"`',
    }),
  ).toEqual(wanted);
});

test.each(['bash busiest.sh', 'bash busiest.sh missing.log'])('says so when there is no log: %s', async (command) => {
  const shell = await open();

  const { stdout, stderr, exitCode } = await shell.run(command);

  expect(
    { stdout, said: stderr !== '', exitCode },
    explain({
      expected: 'exit code 1, a word on standard error and nothing on standard output',
      because: 'whoever runs scripts in a row must notice that one failed',
      look: 'the beginning of your script: `[ -f "$1" ]` asks whether a file is there',
    }),
  ).toEqual({ stdout: '', said: true, exitCode: 1 });
});
