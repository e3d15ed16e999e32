const stream = require('stream');
const { Readable, Writable, Transform, PassThrough } = stream;

program('stream: readable in both modes', async ({ log }) => {
  const source = Readable.from(['a', 'b', 'c']);
  for await (const each of source) log(each);
  const bytes = new Readable({
    highWaterMark: 4,
    read(size) {
      this.push(this.count++ < 3 ? Buffer.alloc(size, 'x') : null);
    },
  });
  bytes.count = 0;
  bytes.on('readable', () => {
    let chunk;
    while ((chunk = bytes.read(3)) !== null) log(chunk.toString());
  });
  await new Promise((resolve) => bytes.on('end', resolve));
  log(bytes.readableHighWaterMark, bytes.readableObjectMode, bytes.readableLength, source.readableObjectMode);
});
program('stream: writable and back pressure', async ({ log }) => {
  const seen = [];
  const sink = new Writable({
    highWaterMark: 3,
    write(chunk, encoding, done) {
      seen.push([chunk.toString(), encoding]);
      setTimeout(done, 1);
    },
    final(done) {
      seen.push('final');
      done();
    },
  });
  log(sink.write('ab'), sink.write('cd'), sink.writableLength, sink.writableNeedDrain);
  const drained = new Promise((resolve) => sink.on('drain', resolve));
  sink.on('drain', () => log('drain'));
  sink.on('finish', () => log('finish'));
  await drained;
  sink.cork();
  sink.write('e');
  sink.write('f');
  sink.uncork();
  sink.end('z', 'latin1', () => log('end callback'));
  await new Promise((resolve) => sink.on('close', resolve));
  log(seen, sink.writableFinished, sink.writableEnded, sink.destroyed);
});
program('stream: errors', async ({ log, attempt, tick }) => {
  const sink = new Writable({
    write(c, e, done) {
      done();
    },
  });
  sink.on('error', (error) => log('error', error));
  sink.end();
  attempt(() => sink.write('late'));
  await tick();
  const other = new Writable({
    write(c, e, done) {
      done(new Error('bad write'));
    },
  });
  other.on('error', (error) => log('error', error)).on('close', () => log('close'));
  other.write('x', (error) => log('callback', error));
  await tick();
  attempt(() => new Writable().write(null));
  attempt(() => new PassThrough().write(5));
  attempt(() => new PassThrough().write('x', 'nope'));
  const noRead = new Readable();
  noRead.on('error', (error) => log(error));
  noRead.read();
  const noWrite = new Writable();
  noWrite.on('error', (error) => log(error));
  attempt(() => noWrite.write('x'));
  const ended = new Readable({ read() {} });
  ended.on('error', (error) => log(error));
  ended.push(null);
  ended.push('x');
  await tick();
  const destroyed = new PassThrough();
  destroyed.destroy();
  destroyed.on('error', (error) => log(error));
  destroyed.write('x', (error) => log('cb', error));
  await tick();
});
program('stream: transform and flush', async ({ log }) => {
  const upper = new Transform({
    transform(chunk, _, done) {
      done(null, chunk.toString().toUpperCase());
    },
    flush(done) {
      this.push('!');
      done();
    },
  });
  upper.end('abc');
  for await (const chunk of upper) log(chunk.toString());
  const objects = new Transform({
    objectMode: true,
    transform(value, _, done) {
      this.push(value * 2);
      done();
    },
  });
  objects.write(2);
  objects.end(4);
  for await (const value of objects) log(value);
});
program('stream: iterator helpers', async ({ log }) => {
  const numbers = () => Readable.from([1, 2, 3, 4]);
  log(
    await numbers()
      .map((n) => n * 2)
      .filter((n) => n > 2)
      .toArray(),
    await numbers().reduce((a, b) => a + b, 0),
    await numbers().take(2).toArray(),
    await numbers().drop(3).toArray(),
  );
  log(
    await numbers().some((n) => n > 3),
    await numbers().every((n) => n > 3),
    await numbers().find((n) => n > 2),
    await numbers()
      .flatMap((n) => [n, n])
      .toArray(),
  );
  await numbers().forEach((n) => log(n));
});
program('stream: what the module is', ({ log }) => {
  log(
    typeof stream,
    stream.Stream === stream,
    Object.keys(stream).sort(),
    stream.getDefaultHighWaterMark(false),
    stream.getDefaultHighWaterMark(true),
    new PassThrough().readableHighWaterMark,
  );
  log(
    stream.isReadable(new PassThrough()),
    stream.isErrored(new PassThrough()),
    stream.isDisturbed?.(new PassThrough()),
    Readable.prototype instanceof stream,
    new PassThrough() instanceof Writable,
  );
});
program('stream: setEncoding and unshift', async ({ log }) => {
  const input = new PassThrough();
  input.setEncoding('utf8');
  input.write(Buffer.from([0xe2, 0x82]));
  input.end(Buffer.from([0xac]));
  for await (const chunk of input) log(chunk);
  const again = Readable.from([Buffer.from('bc')], { objectMode: false });
  again.unshift(Buffer.from('a'));
  const all = [];
  for await (const chunk of again) all.push(chunk.toString());
  log(all);
});
program('stream: async iteration that breaks destroys', async ({ log, tick }) => {
  const source = Readable.from([1, 2, 3]);
  source.on('close', () => log('closed'));
  for await (const each of source) {
    log(each);
    break;
  }
  await tick();
  log(source.destroyed);
  const bad = new Readable({
    read() {
      this.destroy(new Error('while reading'));
    },
  });
  try {
    for await (const each of bad) log(each);
  } catch (error) {
    log(error);
  }
});
program('stream: order of events', async ({ log }) => {
  const order = [];
  const pass = new PassThrough();
  for (const name of ['prefinish', 'finish', 'end', 'close', 'data', 'resume', 'pause', 'readable'])
    if (name !== 'readable') pass.on(name, () => order.push(name));
  pass.write('a');
  pass.end('b');
  process.nextTick(() => order.push('tick'));
  await new Promise((resolve) => pass.on('close', resolve));
  log(order);
});
program('streams: a socket read to its end can still be written to', async ({ log }) => {
  const net = require('net');
  const server = net.createServer({ allowHalfOpen: true }, async (socket) => {
    let text = '';
    for await (const chunk of socket) {
      text += chunk;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    socket.end(`got ${text}`);
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const client = net.connect({ port: server.address().port, allowHalfOpen: true });
  client.write('a');
  setTimeout(() => client.end('b'), 5);
  let answer = '';
  for await (const chunk of client) answer += chunk;
  log(answer);
  server.close();
});
program('streams: iterators, disposal and helpers', async ({ log, attempt }) => {
  const { Readable, Writable } = require('stream');
  const source = Readable.from(['a', 'b', 'c']);
  for await (const each of source.iterator({ destroyOnReturn: false })) {
    log(each, source.destroyed);
    break;
  }
  for await (const each of source) log(each);
  log(source.destroyed);
  attempt(() => source.iterator(5));
  attempt(() => Readable.from([]).map(5));
  const broken = new Readable({
    read() {
      this.destroy();
    },
  });
  try {
    for await (const each of broken) log(each);
  } catch (error) {
    log(error);
  }
  const sink = new Writable({ write: (_chunk, _encoding, done) => done() });
  sink.on('error', (error) => log('error', error));
  await sink[Symbol.asyncDispose]();
  log(sink.destroyed, sink.errored, 'asIndexedPairs' in source, require('_stream_readable') === Readable);
});
