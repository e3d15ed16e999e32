const fs = require('fs');

program('fs: files', ({ log, attempt, tmp }) => {
  const file = `${tmp}/f.txt`;
  fs.writeFileSync(file, 'häy');
  fs.appendFileSync(file, Buffer.from('!'));
  log(
    fs.readFileSync(file, 'utf8'),
    fs.readFileSync(file),
    fs.existsSync(file),
    fs.existsSync(''),
    fs.existsSync(`${tmp}/n`),
    fs.existsSync(undefined),
  );
  fs.writeFileSync(file, 'x', { flag: 'a' });
  attempt(() => fs.writeFileSync(file, 'x', { flag: 'wx' }));
  fs.copyFileSync(file, `${tmp}/g.txt`);
  fs.renameSync(`${tmp}/g.txt`, `${tmp}/h.txt`);
  log(fs.readFileSync(`${tmp}/h.txt`, { encoding: 'latin1' }), fs.readFileSync(file, 'base64'));
  fs.truncateSync(file, 2);
  log(fs.statSync(file).size);
  fs.rmSync(file);
  fs.unlinkSync(`${tmp}/h.txt`);
});
program('fs: errors', ({ attempt, tmp }) => {
  const none = `${tmp}/none`;
  for (const name of [
    'readFileSync',
    'statSync',
    'lstatSync',
    'unlinkSync',
    'rmdirSync',
    'readdirSync',
    'readlinkSync',
    'realpathSync',
    'accessSync',
    'openSync',
    'truncateSync',
    'opendirSync',
    'rmSync',
    'chmodSync',
  ])
    attempt(() => fs[name](none, name === 'chmodSync' ? 0o600 : undefined));
  attempt(() => fs.writeFileSync(`${none}/x`, 'y'));
  attempt(() => fs.renameSync(none, `${tmp}/x`));
  attempt(() => fs.copyFileSync(none, `${tmp}/x`));
  attempt(() => fs.linkSync(none, `${tmp}/x`));
  attempt(() => fs.mkdirSync(`${none}/x`));
  attempt(() => fs.utimesSync(none, 1, 1));
  attempt(() => fs.readFileSync(tmp));
  attempt(() => fs.writeFileSync(tmp, 'x'));
  attempt(() => fs.mkdirSync(tmp));
  attempt(() => fs.unlinkSync(tmp));
  attempt(() => fs.rmSync(tmp));
  attempt(() => fs.readFileSync(''));
  attempt(() => fs.readFileSync('a'.repeat(300)));
  attempt(() => fs.statSync(none, { throwIfNoEntry: false }));
  attempt(() => fs.rmSync(none, { force: true }));
  attempt(() => fs.rmdirSync(tmp));
});
program('fs: files that are not folders', ({ attempt, tmp }) => {
  fs.writeFileSync(`${tmp}/plain`, 'x');
  attempt(() => fs.readdirSync(`${tmp}/plain`));
  attempt(() => fs.rmdirSync(`${tmp}/plain`));
  attempt(() => fs.readFileSync(`${tmp}/plain/x`));
  attempt(() => fs.writeFileSync(`${tmp}/plain/x`, 'y'));
  attempt(() => fs.mkdirSync(`${tmp}/plain/x`, { recursive: true }));
  attempt(() => fs.mkdirSync(`${tmp}/plain`, { recursive: true }));
  attempt(() => fs.readlinkSync(`${tmp}/plain`));
  attempt(() => fs.statSync(`${tmp}/plain/x`));
  fs.unlinkSync(`${tmp}/plain`);
});
program('fs: wrong arguments', ({ attempt, tmp }) => {
  attempt(() => fs.readFileSync());
  attempt(() => fs.readFileSync({}));
  attempt(() => fs.readFileSync(`${tmp}/x`, 'nope'));
  attempt(() => fs.writeFileSync(`${tmp}/x`, {}));
  attempt(() => fs.writeFileSync(`${tmp}/x`, 5));
  attempt(() => fs.readFile(`${tmp}/x`));
  attempt(() => fs.readFile(`${tmp}/x`, 'utf8', 'cb'));
  attempt(() => fs.mkdirSync(5));
  attempt(() => fs.readFileSync('a\0b'));
  attempt(() => fs.openSync(`${tmp}/x`, 'zz'));
  attempt(() => fs.closeSync('x'));
  attempt(() => fs.readSync(99, Buffer.alloc(1)));
  attempt(() => fs.accessSync(`${tmp}`, 99));
  attempt(() => fs.chmodSync(tmp));
  attempt(() => fs.createReadStream());
  attempt(() => fs.createReadStream(`${tmp}/x`, { start: 'a' }));
  attempt(() => fs.createReadStream(`${tmp}/x`, { start: 5, end: 2 }));
  attempt(() => fs.createWriteStream(null));
});
program('fs: folders', ({ log, attempt, tmp }) => {
  log(fs.mkdirSync(`${tmp}/d/e/f`, { recursive: true }), fs.mkdirSync(`${tmp}/d/e`, { recursive: true }));
  fs.writeFileSync(`${tmp}/d/b.txt`, '1');
  fs.writeFileSync(`${tmp}/d/e/a.txt`, '22');
  log(fs.readdirSync(`${tmp}/d`), fs.readdirSync(`${tmp}/d`, { recursive: true }).sort());
  log(
    fs
      .readdirSync(`${tmp}/d`, { withFileTypes: true })
      .map((entry) => [entry.name, entry.isFile(), entry.isDirectory(), entry.parentPath]),
  );
  attempt(() => fs.rmdirSync(`${tmp}/d`));
  fs.cpSync(`${tmp}/d`, `${tmp}/copy`, { recursive: true });
  log(fs.readdirSync(`${tmp}/copy/e`));
  attempt(() => fs.cpSync(`${tmp}/d`, `${tmp}/copy2`));
  fs.rmSync(`${tmp}/d`, { recursive: true });
  fs.rmSync(`${tmp}/copy`, { recursive: true, force: true });
  log(fs.existsSync(`${tmp}/d`), /^.*\/pre-.{6}$/.test(fs.mkdtempSync(`${tmp}/pre-`)));
  const dir = fs.opendirSync(tmp);
  log(dir.path, typeof dir.readSync()?.name);
  dir.closeSync();
});
program('fs: stats', ({ log, tmp }) => {
  fs.writeFileSync(`${tmp}/s`, '12345');
  const stats = fs.statSync(`${tmp}/s`);
  log(
    stats.size,
    stats.isFile(),
    stats.isDirectory(),
    stats.isSymbolicLink(),
    stats.mode.toString(8),
    stats.nlink,
    typeof stats.ino,
    stats.mtime instanceof Date,
    typeof stats.mtimeMs,
    Object.keys(stats),
  );
  log(typeof fs.statSync(`${tmp}/s`, { bigint: true }).size, fs.statSync(tmp).isDirectory());
  fs.utimesSync(`${tmp}/s`, 10, 20);
  fs.chmodSync(`${tmp}/s`, 0o600);
  log(
    fs.statSync(`${tmp}/s`).mtimeMs,
    fs.statSync(`${tmp}/s`).atime,
    fs.statSync(`${tmp}/s`).mode.toString(8),
    stats.constructor.name,
  );
  fs.unlinkSync(`${tmp}/s`);
});
program('fs: links', ({ log, attempt, tmp }) => {
  fs.writeFileSync(`${tmp}/t`, 'target');
  fs.symlinkSync(`${tmp}/t`, `${tmp}/l`);
  fs.linkSync(`${tmp}/t`, `${tmp}/hard`);
  log(
    fs.readlinkSync(`${tmp}/l`),
    fs.readFileSync(`${tmp}/l`, 'utf8'),
    fs.lstatSync(`${tmp}/l`).isSymbolicLink(),
    fs.realpathSync(`${tmp}/l`),
    fs.statSync(`${tmp}/hard`).nlink,
  );
  attempt(() => fs.symlinkSync('x', `${tmp}/l`));
  fs.symlinkSync(`${tmp}/loop`, `${tmp}/loop`);
  attempt(() => fs.readFileSync(`${tmp}/loop`));
  for (const name of ['t', 'l', 'hard', 'loop']) fs.unlinkSync(`${tmp}/${name}`);
});
program('fs: descriptors', ({ log, attempt, tmp }) => {
  const fd = fs.openSync(`${tmp}/fd`, 'w+');
  log(typeof fd, fs.writeSync(fd, 'hello'), fs.writeSync(fd, Buffer.from('XY'), 0, 1, 1), fs.fstatSync(fd).size);
  const bytes = Buffer.alloc(8);
  log(fs.readSync(fd, bytes, 0, 8, 0), bytes.toString('latin1'), fs.readFileSync(fd, 'utf8'));
  fs.ftruncateSync(fd, 2);
  fs.fsyncSync(fd);
  fs.closeSync(fd);
  attempt(() => fs.closeSync(fd));
  attempt(() => fs.writeSync(fd, 'x'));
  log(fs.readFileSync(`${tmp}/fd`, 'utf8'));
  const read = fs.openSync(`${tmp}/fd`, 'r');
  attempt(() => fs.writeSync(read, 'x'));
  fs.closeSync(read);
  fs.unlinkSync(`${tmp}/fd`);
});
program('fs: relative paths follow the working folder', ({ log, tmp }) => {
  fs.writeFileSync('rel.txt', 'r');
  log(
    fs.readdirSync('.'),
    fs.readFileSync(`${process.cwd()}/rel.txt`, 'utf8'),
    fs.existsSync('./rel.txt'),
    fs.realpathSync('rel.txt'),
    fs.existsSync('../desk/rel.txt'),
  );
  process.chdir('..');
  log(fs.existsSync('desk/rel.txt'), process.cwd());
  process.chdir('desk');
  fs.unlinkSync('rel.txt');
  log(
    fs.readFileSync(
      require('url').pathToFileURL(`${tmp}`) + ''
        ? fs.readdirSync(new URL(`file://${tmp}/desk`)).join() || '.' + '' === ''
        : '',
    )
      ? 1
      : 0,
  );
});
program('fs: URLs and buffers as paths', ({ log, tmp }) => {
  fs.writeFileSync(new URL(`file://${tmp}/u%20v`), 'u');
  log(fs.readFileSync(`${tmp}/u v`, 'utf8'), fs.readFileSync(Buffer.from(`${tmp}/u v`), 'utf8'));
  fs.rmSync(`${tmp}/u v`);
});
program('fs: what the module holds', ({ log }) => {
  log(
    Object.keys(fs)
      .filter((key) => !key.startsWith('_'))
      .sort(),
  );
  log(Object.keys(fs.promises).sort());
  log(
    ['F_OK', 'R_OK', 'W_OK', 'X_OK', 'O_CREAT', 'O_EXCL', 'COPYFILE_EXCL', 'S_IFDIR'].map((name) => fs.constants[name]),
  );
});
program('fs: links in circles, names too long, glob, sparse files', async ({ log, attempt, tmp }) => {
  fs.symlinkSync('round', `${tmp}/round`);
  attempt(() => fs.readFileSync(`${tmp}/round`));
  attempt(() => fs.writeFileSync(`${tmp}/${'n'.repeat(300)}`, ''));
  fs.mkdirSync(`${tmp}/g/deep/.hidden`, { recursive: true });
  for (const name of ['a.js', 'b.ts', 'deep/c.js', 'deep/.hidden/d.js']) fs.writeFileSync(`${tmp}/g/${name}`, '');
  log(fs.globSync('**/*.js', { cwd: `${tmp}/g` }).sort(), fs.globSync('*.{js,ts}', { cwd: `${tmp}/g` }).sort());
  fs.truncateSync(`${tmp}/g/a.js`, 5);
  log(fs.readFileSync(`${tmp}/g/a.js`), fs.statSync(`${tmp}/g/a.js`).size);
  fs.cpSync(`${tmp}/g`, `${tmp}/h`, { recursive: true, filter: (from) => !from.endsWith('.ts') });
  log(fs.readdirSync(`${tmp}/h`, { recursive: true }));
});
