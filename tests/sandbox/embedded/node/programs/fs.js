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
program('fs: callbacks', async ({ log, tmp }) => {
  const { promisify } = require('util');
  await promisify(fs.writeFile)(`${tmp}/c`, 'call');
  log(await promisify(fs.readFile)(`${tmp}/c`, 'utf8'), (await promisify(fs.stat)(`${tmp}/c`)).size);
  await promisify(fs.readFile)(`${tmp}/no`).catch((error) => log(error));
  await new Promise((resolve) => fs.access(`${tmp}/no`, (error) => resolve(log(error))));
  log(await new Promise((resolve) => fs.exists(`${tmp}/c`, resolve)), await promisify(fs.exists)(`${tmp}/no`));
  await new Promise((resolve) => fs.unlink(`${tmp}/c`, (...args) => resolve(log(args))));
  await new Promise((resolve) => fs.mkdir(`${tmp}/work/q`, (...args) => resolve(log(args))));
  fs.rmdirSync(`${tmp}/work/q`);
});
program('fs/promises', async ({ log, tmp }) => {
  const fsp = require('fs/promises');
  await fsp.writeFile(`${tmp}/p`, 'promise');
  log(
    await fsp.readFile(`${tmp}/p`, 'utf8'),
    (await fsp.stat(`${tmp}/p`)).size,
    await fsp.access(`${tmp}/p`),
    fsp === fs.promises,
    fsp.constants === fs.constants,
  );
  await fsp.readFile(`${tmp}/no`).catch((error) => log(error));
  await fsp.readdir(`${tmp}/no`).catch((error) => log(error));
  await fsp.rm(`${tmp}/no`).catch((error) => log(error));
  await fsp.mkdir(tmp).catch((error) => log(error));
  await fsp.access(`${tmp}/no`).catch((error) => log(error));
  await fsp.rename(`${tmp}/no`, `${tmp}/x`).catch((error) => log(error));
  await fsp.unlink(`${tmp}/no`).catch((error) => log(error));
  await fsp.readFile({}).catch((error) => log(error));
  log(await fsp.mkdir(`${tmp}/pd/x`, { recursive: true }), await fsp.readdir(`${tmp}/pd`));
  await fsp.cp(`${tmp}/p`, `${tmp}/pd/p`);
  await fsp.appendFile(`${tmp}/pd/p`, '!');
  log(await fsp.readFile(`${tmp}/pd/p`, { encoding: 'utf8' }));
  await fsp.rm(`${tmp}/pd`, { recursive: true });
  await fsp.unlink(`${tmp}/p`);
});
program('fs/promises: handles', async ({ log, tmp }) => {
  const fsp = require('fs/promises');
  const handle = await fsp.open(`${tmp}/h`, 'w+');
  log(
    typeof handle.fd,
    await handle.write('line 1\nline 2\n'),
    (await handle.stat()).size,
    await handle.appendFile('x'),
  );
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
  log(bytesRead, buffer.toString());
  await handle.close();
  log(handle.fd);
  const again = await fsp.open(`${tmp}/h`);
  for await (const line of again.readLines()) log(line);
  await again.close().catch((error) => log(error));
  await fsp.unlink(`${tmp}/h`);
  await handle.stat().catch((error) => log(error));
});
program('fs: relative paths follow the working folder', ({ log, tmp }) => {
  fs.writeFileSync('rel.txt', 'r');
  log(
    fs.readdirSync('.'),
    fs.readFileSync(`${process.cwd()}/rel.txt`, 'utf8'),
    fs.existsSync('./rel.txt'),
    fs.realpathSync('rel.txt'),
    fs.existsSync('../work/rel.txt'),
  );
  process.chdir('..');
  log(fs.existsSync('work/rel.txt'), process.cwd());
  process.chdir('work');
  fs.unlinkSync('rel.txt');
  log(
    fs.readFileSync(
      require('url').pathToFileURL(`${tmp}`) + ''
        ? fs.readdirSync(new URL(`file://${tmp}/work`)).join() || '.' + '' === ''
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
program('fs: write streams', async ({ log, tmp }) => {
  const out = fs.createWriteStream(`${tmp}/ws`, { flags: 'a', encoding: 'utf8' });
  out.on('open', () => log('open')).on('ready', () => log('ready'));
  log(out.write('a'), out.pending, out.path);
  out.end('b', () => log('ended'));
  await new Promise((resolve) => out.on('close', resolve));
  log(fs.readFileSync(`${tmp}/ws`, 'utf8'), out.bytesWritten, out.closed, out.destroyed);
  const bad = fs.createWriteStream(`${tmp}/no/ws`);
  await new Promise((resolve) => bad.on('error', (error) => resolve(log(error))));
  fs.unlinkSync(`${tmp}/ws`);
});
program('fs: read streams', async ({ log, tmp }) => {
  fs.writeFileSync(`${tmp}/rs`, 'a'.repeat(150_000));
  const sizes = [];
  const input = fs.createReadStream(`${tmp}/rs`);
  for await (const chunk of input) sizes.push(chunk.length);
  log(sizes, input.bytesRead, input.readableEnded);
  const text = fs.createReadStream(`${tmp}/rs`, { encoding: 'utf8', highWaterMark: 100_000 });
  for await (const chunk of text) log(typeof chunk, chunk.length);
  const { pipeline } = require('stream/promises');
  await pipeline(fs.createReadStream(`${tmp}/rs`), require('zlib').createGzip(), fs.createWriteStream(`${tmp}/rs.gz`));
  log(
    require('zlib').gunzipSync(fs.readFileSync(`${tmp}/rs.gz`)).length,
    input instanceof fs.ReadStream,
    input instanceof require('stream').Readable,
  );
  fs.unlinkSync(`${tmp}/rs`);
  fs.unlinkSync(`${tmp}/rs.gz`);
});
program('fs: watch', async ({ log, tmp }) => {
  fs.writeFileSync(`${tmp}/w`, '1');
  const watcher = fs.watch(`${tmp}/w`);
  const event = new Promise((resolve) => watcher.once('change', (type, name) => resolve([type, name])));
  setTimeout(() => fs.writeFileSync(`${tmp}/w`, '2'), 10);
  log(await event);
  watcher.close();
  fs.unlinkSync(`${tmp}/w`);
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
