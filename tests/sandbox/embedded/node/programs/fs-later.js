const fs = require('fs');

program('fs: callbacks', async ({ log, tmp }) => {
  const { promisify } = require('util');
  await promisify(fs.writeFile)(`${tmp}/c`, 'call');
  log(await promisify(fs.readFile)(`${tmp}/c`, 'utf8'), (await promisify(fs.stat)(`${tmp}/c`)).size);
  await promisify(fs.readFile)(`${tmp}/no`).catch((error) => log(error));
  await new Promise((resolve) => fs.access(`${tmp}/no`, (error) => resolve(log(error))));
  log(await new Promise((resolve) => fs.exists(`${tmp}/c`, resolve)), await promisify(fs.exists)(`${tmp}/no`));
  await new Promise((resolve) => fs.unlink(`${tmp}/c`, (...args) => resolve(log(args))));
  await new Promise((resolve) => fs.mkdir(`${tmp}/desk/q`, (...args) => resolve(log(args))));
  fs.rmdirSync(`${tmp}/desk/q`);
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
program('fs: watching', async ({ log, tmp, tick }) => {
  fs.mkdirSync(`${tmp}/watched`);
  const seen = [];
  const watcher = fs.watch(`${tmp}/watched`, (event, name) => seen.push(`${event} ${name}`));
  await tick();
  fs.writeFileSync(`${tmp}/watched/a`, 'x');
  fs.appendFileSync(`${tmp}/watched/a`, 'y');
  await tick();
  fs.renameSync(`${tmp}/watched/a`, `${tmp}/watched/b`);
  fs.unlinkSync(`${tmp}/watched/b`);
  await tick();
  watcher.close();
  log(seen);
});
program('fs: a stream writes in order, whenever its file is opened', async ({ log, tmp }) => {
  const path = `${tmp}/order.txt`;
  const stream = fs.createWriteStream(path);
  stream.write('before ');
  stream.on('open', () => {
    stream.write('open ');
    process.nextTick(() => stream.end('after'));
  });
  await new Promise((resolve) => stream.on('close', resolve));
  log(fs.readFileSync(path, 'utf8'));
});
