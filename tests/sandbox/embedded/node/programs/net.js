// Sockets and servers of bytes, addresses, and what `dns` knows of this computer.
const net = require('net');
const dns = require('dns');
const { once } = require('events');

const listening = async (listener, options = {}) => {
  const server = net.createServer(options, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, port: server.address().port };
};
const hide = (port) => (text) => text?.replaceAll?.(String(port), 'PORT') ?? text;

program('net: forms of connect and their errors', async ({ log, attempt, tick }) => {
  const watch = (socket) => void socket.on('error', ({ message, code, syscall, address, port, errno }) => log(message, code, syscall, address, port, errno));
  for (const args of [[4, '127.0.0.1'], ['/no/such.sock'], [{ port: 4, host: '::1' }]]) watch(net.connect(...args));
  await tick();
  for (const options of [{}, { port: 'x' }, { port: 65536 }, { port: true }, { port: null }, { port: -1 }, { path: 5 }, { port: 1, localAddress: 'x' }, { port: 1, localPort: 'x' }, { port: 1, lookup: 5 }, { port: 1, autoSelectFamily: 'x' }, { port: 1, autoSelectFamilyAttemptTimeout: 0 }]) {
    attempt(() => void net.connect(options).on('error', () => {}));
  }
  attempt(() => new net.Socket({ objectMode: true }));
  attempt(() => new net.Socket().setTimeout('x'));
  attempt(() => new net.Socket().setTimeout(-1));
  attempt(() => new net.Socket().setTimeout(1, 'x'));
}); // prettier-ignore
program('net: a custom lookup', async ({ log, tick }) => {
  const { server, port } = await listening((socket) => socket.end('hi'));
  const lookup = (host, options, done) => (log(host, options), options.all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4));
  const socket = net.connect({ port, host: 'made.up', lookup });
  socket.on('lookup', (...args) => log('lookup', ...args));
  log(String((await once(socket, 'data'))[0]));
  for (const found of [[new Error('mine')], [null, 'x', 4], [null, '127.0.0.1', 5]]) {
    net.connect({ port, host: 'a', family: 4, lookup: (_host, _options, done) => done(...found) }).on('error', (error) => log(error.message.replaceAll(String(port), 'PORT'), error.code));
  }
  await tick();
  server.close();
}); // prettier-ignore
program('net: what a socket tells', async ({ log, tick }) => {
  const { server, port } = await listening((socket) => socket.once('data', () => socket.end('answer')));
  const socket = new net.Socket();
  log(socket.readyState, socket.pending, socket.connecting, socket._handle, socket.address(), socket.bytesWritten, socket.bufferSize);
  socket.connect(port, '127.0.0.1');
  socket.write('early');
  log(socket.readyState, socket.pending, socket.connecting, socket.bytesWritten, typeof socket._handle);
  await once(socket, 'connect');
  log(socket.readyState, socket.remoteAddress, socket.remoteFamily, hide(port)(String(socket.remotePort)), socket.localAddress, socket.address().family);
  socket.resume();
  await once(socket, 'close');
  log(socket.readyState, socket.bytesRead, socket.bytesWritten, socket._handle, socket.address(), socket.destroyed, socket.setNoDelay() === socket, socket.setKeepAlive() === socket);
  server.close();
  await tick();
}); // prettier-ignore
program('net: after the end', async ({ log, tick }) => {
  const { server, port } = await listening((socket) => socket.end());
  const socket = net.connect(port, '127.0.0.1').resume();
  await once(socket, 'end');
  socket.on('error', (error) => log('error', error.message, error.code));
  socket.write('x', (error) => log('callback', error?.message, error?.code));
  await once(socket, 'close');
  socket.write('y', (error) => log('later', error?.code));
  await tick();
  const early = net.connect(port, '127.0.0.1');
  early.on('error', (error) => log('early', error.code)).write('x', (error) => log('early callback', error?.code));
  early.destroy();
  await tick();
  const fresh = new net.Socket();
  fresh.on('error', (error) => log('fresh', error.code));
  fresh.write('x', (error) => log('fresh callback', error?.code));
  await tick();
  log(new net.Socket().resetAndDestroy().on('error', (error) => log(error.code)).destroyed);
  await tick();
  server.close();
}); // prettier-ignore
program('net: a reset, a second life, a time limit', async ({ log }) => {
  const { server, port } = await listening((socket) => socket.on('data', () => socket.resetAndDestroy()).on('error', () => {}));
  const socket = net.connect(port, '127.0.0.1');
  socket.on('error', ({ message, code, syscall }) => log(message, code, syscall));
  socket.write('x');
  await once(socket, 'close');
  let times = 0;
  socket.setTimeout(5, () => times++);
  socket.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  log(socket.destroyed, socket.readyState);
  socket.setTimeout(5, () => times++);
  await new Promise((resolve) => setTimeout(resolve, 40));
  log(times, socket.timeout);
  socket.destroy();
  await once(socket, 'close');
  server.close();
}); // prettier-ignore
program('net: reading into memory of the program', async ({ log, attempt }) => {
  const { server, port } = await listening((socket) => socket.end('hello world'));
  const buffer = Buffer.alloc(4);
  const parts = [];
  const socket = net.connect({ port, host: '127.0.0.1', onread: { buffer, callback: (bytes, memory) => void parts.push(bytes, memory === buffer) } });
  socket.on('data', () => log('never'));
  await once(socket, 'end');
  log(parts.filter((part) => typeof part === 'number').reduce((sum, part) => sum + part), parts[0], parts[1]);
  attempt(() => typeof new net.Socket({ onread: { buffer: 5, callback() {} } }));
  server.close();
}); // prettier-ignore
program('net.Server: forms of listen', async ({ log, attempt, tick }) => {
  for (const args of [[false], [{ port: false }], [{}], [{ host: 'x' }], [{ fd: -1 }], [{ path: -1 }], [-1], [65536], [{ port: '1.5' }], [{ port: 0, signal: 5 }]]) attempt(() => void net.createServer().listen(...args));
  const server = net.createServer().listen(0, '127.0.0.1');
  log(server.listening);
  await once(server, 'listening');
  attempt(() => server.listen(0));
  const { port } = server.address();
  log(server.address().address, server.address().family, server.listening, server._connectionKey);
  net.createServer().listen(port, '127.0.0.1').on('error', (error) => log(hide(port)(error.message), error.code, error.errno, error.syscall, error.address));
  net.createServer().listen({ port: 0, host: '1.2.3.4' }).on('error', (error) => log(error.code, error.syscall, error.address));
  await tick();
  server.close();
  await once(server, 'close');
  log(server.listening, server.address());
  server.close((error) => log(error));
  const controller = new AbortController();
  const aborted = net.createServer().listen({ port: 0, signal: controller.signal });
  controller.abort();
  await once(aborted, 'close');
  log(aborted.listening);
}); // prettier-ignore
program('net.Server: counting and dropping', async ({ log, tick }) => {
  const { server, port } = await listening((socket) => socket.resume());
  server.maxConnections = 1;
  server.on('drop', (data) => log('drop', Object.keys(data), data.remoteFamily));
  const first = net.connect(port, '127.0.0.1');
  await once(first, 'connect');
  const second = net.connect(port, '127.0.0.1').resume();
  await once(second, 'close');
  server.getConnections((error, count) => log(error, count));
  await tick();
  first.destroy();
  server.close();
  await once(server, 'close');
});
program('net: a path on this computer', async ({ log, tmp }) => {
  const server = net.createServer((socket) => socket.end('from the path')).listen(`${tmp}/test.sock`);
  await once(server, 'listening');
  log(server.address());
  const socket = net.connect(`${tmp}/test.sock`);
  log(String((await once(socket, 'data'))[0]), socket.remoteAddress, socket.remotePort);
  const second = net.createServer().listen(`${tmp}/test.sock`);
  log((await once(second, 'error'))[0].message);
  server.close();
  await once(server, 'close');
});
program('net: addresses', ({ log, attempt }) => {
  for (const text of ['1.2.3.4', '01.2.3.4', '::', '::1', '1::2::3', 'fe80::1%eth0', '::ffff:1.2.3.4', '12345::', 'x', '']) log(text, net.isIP(text), net.isIPv4(text), net.isIPv6(text));
  const address = new net.SocketAddress({ address: '::1', family: 'ipv6', port: 80, flowlabel: 3 });
  log(address.address, address.family, address.port, address.flowlabel, new net.SocketAddress().address);
  attempt(() => new net.SocketAddress({ address: 'x' }));
  attempt(() => new net.SocketAddress({ family: 'x' }));
  attempt(() => new net.SocketAddress({ port: -1 }));
  const list = new net.BlockList();
  list.addAddress('1.1.1.1');
  list.addRange('10.0.0.1', '10.0.0.10');
  list.addSubnet('8592:757c:efae:4e45::', 64, 'ipv6');
  log(list.check('1.1.1.1'), list.check('10.0.0.5'), list.check('10.0.0.11'), list.check('::ffff:1.1.1.1', 'ipv6'), list.check('8592:757c:efae:4e45::1', 'ipv6'));
  log(list.rules, net.BlockList.isBlockList(list));
  attempt(() => list.addAddress(5));
  attempt(() => { try { list.addRange('1.1.1.2', '1.1.1.1'); } catch (error) { return error.code; } });
  attempt(() => list.addSubnet('1.1.1.1', 33));
}); // prettier-ignore
program('dns: this computer', async ({ log, attempt, tick }) => {
  for (const options of [{}, 4, 6, { all: true }, { family: 'IPv4' }, { verbatim: true }]) dns.lookup('127.0.0.1', options, (...args) => log(options, ...args));
  await tick();
  await new Promise((resolve) => dns.lookup('localhost', { family: 4 }, (...args) => resolve(log(...args))));
  log(await dns.promises.lookup('localhost', { family: 4, all: true }));
  await new Promise((resolve) => setTimeout(resolve, 20));
  for (const args of [[5, () => {}], ['a'], ['a', 5, () => {}], ['a', { family: 7 }, () => {}], ['a', { hints: 1 }, () => {}], ['a', { all: 1 }, () => {}], ['a', 'x', () => {}]]) attempt(() => void dns.lookup(...args));
  attempt(() => dns.setDefaultResultOrder('x'));
  log(dns.getDefaultResultOrder(), dns.ADDRCONFIG, dns.V4MAPPED, dns.ALL, dns.NOTFOUND, dns.CANCELLED, typeof dns.Resolver, typeof dns.promises.Resolver);
  attempt(() => dns.resolve('a', 'XX', () => {}));
  attempt(() => dns.setServers(['x']));
}); // prettier-ignore
