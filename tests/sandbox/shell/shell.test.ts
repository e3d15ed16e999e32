import { describe, expect, test } from 'vitest';
import { home, openShell } from './fake-host.ts';

describe('from line to line', () => {
  test('variables, functions, arrays, aliases and the folder stay', async () => {
    const { run } = await openShell({ files: { 'a/b.txt': 'x' } });

    await run('x=5; list=(1 2 3)');
    await run('greet() { echo "hello $1"; }');
    expect(await run('cd a')).toMatchObject({ cwd: `${home}/a`, status: 0 });

    expect((await run('greet $x ${list[1]}; pwd; ls')).printed).toBe(`hello 5\n${home}/a\nb.txt\n`);
    expect((await run('echo ${list[@]}')).printed).toBe('1 2 3\n');
  });

  test('the exit code is in $? and in the prompt', async () => {
    const { run } = await openShell();

    expect(await run('false')).toMatchObject({ status: 1 });
    expect((await run('echo $?')).printed).toBe('1\n');
    expect(await run('nothing-like-that')).toMatchObject({
      status: 127,
      stderr: 'bash: nothing-like-that: command not found\n',
    });
    expect(await run('(exit 7)')).toMatchObject({ status: 7 });
  });

  test('a new shell goes on after exit and after errors that end one', async () => {
    const { run } = await openShell();
    await run('keep() { echo kept; }');
    await run('x=1');

    expect(await run('exit 3')).toMatchObject({ status: 3, ended: true });
    expect((await run('echo $x; keep')).printed).toBe('1\nkept\n');
    expect(await run('set -u; echo $missing')).toMatchObject({
      status: 1,
      stderr: 'bash: missing: unbound variable\n',
    });
    expect((await run('echo [$missing]')).printed).toBe('[]\n');
  });

  test('a shell takes over where another one was ended', async () => {
    const { shell, run } = await openShell({
      start: { status: 130, env: { x: 'old' }, definitions: ['f() { echo f; }'] },
    });

    expect(await shell.ready).toMatchObject({ status: 130, cwd: home });
    expect((await run('echo $? $x; f')).printed).toBe('130 old\nf\n');
  });

  test('what is no command is told in one line', async () => {
    const { run } = await openShell();

    expect(await run('echo )')).toMatchObject({ status: 2 });
    expect(await run('fi')).toMatchObject({ stderr: "bash: syntax error near unexpected token `fi'\n", status: 2 });
    expect((await run('echo on')).printed).toBe('on\n');
  });
});

describe('the usual tools', () => {
  test('whoami is who the prompt says', async () => {
    const { run } = await openShell();

    expect((await run('whoami')).printed).toBe('learner\n');
  });

  test('ls puts files one below the other, and leaves a line empty before each folder', async () => {
    const { run } = await openShell({ files: { 'a/b.txt': 'x', 'c.txt': 'y', 'd.txt': 'z' } });

    expect((await run('ls c.txt d.txt')).printed).toBe('c.txt\nd.txt\n');
    expect((await run('ls c.txt a')).printed).toBe('c.txt\n\na:\nb.txt\n');
  });

  test('history shows what was typed, or the last of it', async () => {
    const { run } = await openShell();

    expect((await run('history')).printed).toBe('    1  ls\n    2  pwd\n    3  history 2\n');
    expect((await run('history 2')).printed).toBe('    2  pwd\n    3  history 2\n');
    expect(await run('history x')).toMatchObject({ status: 2, stderr: 'history: usage: history [count]\n' });
  });
});

describe('output', () => {
  test('comes in the order of the commands, errors and results together', async () => {
    const { run } = await openShell({ files: { 'a.txt': '1\n' } });

    expect((await run('cat a.txt; ls none; echo end')).printed).toBe(
      "1\nls: cannot access 'none': No such file or directory\nend\n",
    );
    expect((await run('for i in 1 2; do echo $i; ls no$i; done')).printed).toBe(
      "1\nls: cannot access 'no1': No such file or directory\n2\nls: cannot access 'no2': No such file or directory\n",
    );
  });

  test('goes where it is sent', async () => {
    const { run, synced } = await openShell();

    expect((await run('echo a > out; ls none 2> err; echo b >> out; cat out err')).printed).toBe(
      "a\nb\nls: cannot access 'none': No such file or directory\n",
    );
    expect(synced[`${home}/out`]).toBe('a\nb\n');
    expect((await run('for i in 1 2; do echo $i; done > list; cat list')).printed).toBe('1\n2\n');
    expect((await run('echo c >&2')).stderr).toBe('c\n');
    expect((await run('ls none 2>&1 | sed s/none/some/')).stdout).toBe(
      "ls: cannot access 'some': No such file or directory\n",
    );
    expect((await run('x=$(echo in); echo "<$x>"')).printed).toBe('<in>\n');
  });
});

describe('files', () => {
  test('changes reach the page, text as text and bytes as bytes', async () => {
    const { run, synced } = await openShell({ files: { 'app.ts': 'const a = 1;\n', 'old.txt': 'x' } });

    await run(
      "sed -i 's/a = 1/a = 2/' app.ts; echo note > notes/../note.txt; mv old.txt new.txt; echo /wA= | base64 -d > raw",
    );

    expect(synced).toEqual({
      [`${home}/app.ts`]: 'const a = 2;\n',
      [`${home}/note.txt`]: 'note\n',
      [`${home}/old.txt`]: undefined,
      [`${home}/new.txt`]: 'x',
      [`${home}/raw`]: new Uint8Array([255, 0]),
    });
  });

  test('changes of the page reach the shell, and do not come back', async () => {
    const { shell, run, synced } = await openShell({ files: { 'app.ts': 'old' } });

    await shell.apply([
      { path: `${home}/app.ts`, contents: 'new' },
      { path: `${home}/more.ts`, contents: 'more' },
    ]);

    expect((await run('cat app.ts more.ts')).printed).toBe('newmore');
    await shell.apply([{ path: `${home}/more.ts`, contents: undefined }]);
    expect((await run('ls')).printed).toBe('app.ts\n');
    expect(synced).toEqual({});
  });

  test('the suite is refused, with the reason', async () => {
    const { run, synced } = await openShell({
      files: { 'app.test.ts': 'suite', 'app.ts': 'starter' },
      start: {
        locked: { [`${home}/app.test.ts`]: 'the tests cannot be changed' },
        kept: { [`${home}/app.ts`]: 'this file belongs to the exercise' },
      },
    });

    for (const line of [
      'echo x > app.test.ts',
      'sed -i s/suite/x/ app.test.ts',
      'cp app.ts app.test.ts',
      'rm app.test.ts',
      'mv app.test.ts a',
      'tee app.test.ts < app.ts',
      'echo x >> app.test.ts',
    ]) {
      const { stderr, status } = await run(line);
      expect([line, status === 0, stderr]).toEqual([
        line,
        false,
        expect.stringContaining('app.test.ts: the tests cannot be changed\n'),
      ]);
      expect(stderr).not.toMatch(/EACCES|No such/);
    }
    expect(await run('rm app.ts')).toMatchObject({
      stderr: "rm: cannot remove 'app.ts': Permission denied\napp.ts: this file belongs to the exercise\n",
    });
    expect((await run('cat app.test.ts app.ts')).printed).toBe('suitestarter');
    expect(synced).toEqual({});
  });
});

test('a command that is not here says where to go', async () => {
  const { run } = await openShell();

  for (const name of ['docker', 'wget']) {
    const { stderr, status } = await run(`${name} --version`);
    expect(stderr).toMatch(new RegExp(`^${name}: there is no .*\\. .*\\n$`));
    expect(status).toBe(127);
  }
  expect((await run('help')).printed).toMatch(/^This is a bash interpreter in your browser, not Linux/);
});

describe('programs', () => {
  test('get their arguments and the exported variables', async () => {
    const { run, programs } = await openShell({ files: { 'app.ts': '', 'server.ts': '' } });

    await run('export LEVEL=high; PORT=4000 node app.ts one "two words"');
    await run('npm start');
    await run('node server.ts &');

    expect(programs).toMatchObject([
      { entry: 'app.ts', args: ['one', 'two words'], env: { LEVEL: 'high', PORT: '4000' }, live: true },
      { entry: 'server.ts', live: true, background: undefined },
      { entry: 'server.ts', background: 'node server.ts' },
    ]);
    expect(programs[0]!.env).not.toHaveProperty('SHELL_LIVE');
  });

  test('in a pipe their output goes on to the next command', async () => {
    const { run, programs } = await openShell({ files: { 'app.ts': '' } });

    expect((await run('node app.ts x | tr a-z A-Z')).printed).toBe('RAN APP.TS X\n');
    expect(programs[0]!.live).toBe(false);
    expect((await run('npm test && npx vitest run')).printed).toBe('passed\npassed\n');
    expect((await run('node none.ts')).stderr).toMatch(/^node: Cannot find module/);
  });
});

test.each([
  ['echo "a', true], ["echo 'a", true], ['echo a \\', true], ['ls |', true], ['true &&', true], ['for i in 1 2', true],
  ['if true; then', true], ['while true; do', true], ['f() {', true], ['(echo', true], ['cat <<EOF', true], ['cat <<EOF\nhi', true],
  ['echo $(ls', true], ['case x in', true], ['cat <<EOF\nhi\nEOF', false], ['echo a', false], ['fi', false], ['echo )', false], ['# a "', false], ['echo "a\nb"', false],
])('%j goes on in the next line: %s', async (text, expected) => {
  const { shell } = await openShell();

  expect(shell.unfinished(text)).toBe(expected);
}); // prettier-ignore

test('psql reads its options as getopt does', async () => {
  const asked: unknown[] = [];
  const result = { columns: [{ name: 'n', type: 23 }], rows: [['7']], tag: 'SELECT 1' };
  const { run } = await openShell({
    host: {
      async ask(...all) {
        asked.push(all);
        return { value: { results: [result], notices: [] }, stdout: '', stderr: '' };
      },
    },
  });
  for (const line of ['psql -Atc "SELECT 7"', 'psql -A -t -c "SELECT 7"', 'psql -U ann -qAtc"SELECT 7" shop']) {
    expect((await run(line)).printed, line).toBe('7\n');
  }
  expect(asked).toEqual(Array.from({ length: 3 }, () => ['postgres', 'script', { sql: 'SELECT 7' }]));
  expect((await run('psql -Zc "SELECT 7"')).printed).toContain("unrecognized option '-Zc'");
});

test('help says whose databases psql and redis-cli reach', async () => {
  const own = await openShell();
  expect((await own.run('help')).printed).toMatch(/psql -c .* a PostgreSQL of this terminal/);
  const beside = await openShell({ start: { beside: ['redis'] } });
  expect((await beside.run('help')).printed).toMatch(/a PostgreSQL of this terminal[^]*the Redis of your server/);
});
