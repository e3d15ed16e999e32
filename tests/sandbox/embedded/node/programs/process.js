program('process: env holds strings', ({ log, attempt }) => {
  process.env.A_TEST = 5;
  process.env.B_TEST = undefined;
  log(
    process.env.A_TEST,
    process.env.B_TEST,
    'A_TEST' in process.env,
    process.env.NOT_THERE,
    delete process.env.A_TEST,
    process.env.A_TEST,
  );
  delete process.env.B_TEST;
  attempt(() => (process.env.S = Symbol('x')));
  log(
    Object.prototype.toString.call(process),
    typeof process.version,
    process.platform,
    process.release.name,
    typeof process.title,
  );
});
program('process: wrong arguments', ({ attempt, log }) => {
  attempt(() => process.hrtime(5));
  attempt(() => process.hrtime([1]));
  attempt(() => process.chdir(5));
  attempt(() => process.chdir('/not/there'));
  attempt(() => process.kill('x'));
  attempt(() => process.kill(process.pid, 'SIGNOT'));
  attempt(() => process.kill(process.pid, 0));
  attempt(() => process.emitWarning(5));
  attempt(() => (process.exitCode = 'x'));
  attempt(() => process.exit('x'));
  attempt(() => process.exit(1.5));
  attempt(() => process.cwd() === require('path').resolve('.'));
  attempt(() => process.umask('nope'));
  attempt(() => process.setUncaughtExceptionCaptureCallback(5));
  log(process.exitCode);
});
program('process: warnings', async ({ log, tick }) => {
  const seen = [];
  const listen = (warning) => seen.push(warning);
  process.on('warning', listen);
  process.emitWarning('one');
  process.emitWarning('two', 'MyWarning', 'CODE1');
  process.emitWarning('three', { type: 'T', code: 'C', detail: 'd' });
  process.emitWarning(new TypeError('four'));
  await tick();
  process.off('warning', listen);
  log(seen.map((each) => [each.name, each.message, each.code, each.detail]));
});
program('process: memory, cpu, uptime', ({ log }) => {
  log(
    Object.keys(process.memoryUsage()),
    Object.keys(process.cpuUsage()),
    process.uptime() > 0,
    typeof process.memoryUsage.rss(),
  );
  log(
    process.argv.length >= 1,
    process.execArgv,
    typeof process.pid,
    process.stdout.isTTY,
    process.getuid !== undefined,
    process.features.typescript,
  );
  log(typeof process.getBuiltinModule('fs').readFileSync, process.getBuiltinModule('nope'));
});
program('process: signals that a program raises itself', async ({ log, tick }) => {
  process.once('SIGUSR2', (name, number) => log(name, number));
  process.kill(process.pid, 'SIGUSR2');
  await tick();
  await tick();
});
program('module: built-ins by name', ({ log, attempt }) => {
  const module = require('module');
  log(
    module.isBuiltin('fs'),
    module.isBuiltin('node:test'),
    module.isBuiltin('test'),
    module.isBuiltin('nope'),
    module.builtinModules.includes('fs/promises'),
    typeof module.createRequire,
  );
  attempt(() => require('node:nope'));
  log(require('fs') === require('node:fs'), module.createRequire('/x/y.js')('node:path') === require('path'));
  attempt(() => module.createRequire('relative.js'));
  attempt(() => module.createRequire(5));
  log(typeof module._load, module.Module === module, typeof module.findPackageJSON);
});
program('os', ({ log }) => {
  const os = require('os');
  log(
    os.EOL,
    os.platform(),
    os.type(),
    os.endianness(),
    typeof os.totalmem(),
    Array.isArray(os.cpus()),
    os.constants.signals.SIGINT,
    os.constants.errno.ENOENT,
    os.devNull,
    typeof os.availableParallelism(),
    Array.isArray(os.loadavg()),
    typeof os.userInfo().username,
  );
  log(typeof os.tmpdir(), typeof os.homedir(), typeof os.networkInterfaces(), `${os.hostname}` === os.hostname());
});
program('v8 and perf_hooks', async ({ log, attempt }) => {
  const v8 = require('v8');
  const value = { a: [1, new Date(0), new Map([[1, 2]])], b: Buffer.from('x').toString() };
  log(v8.deserialize(v8.serialize(value)), typeof v8.getHeapStatistics().used_heap_size);
  const { performance, PerformanceObserver, monitorEventLoopDelay } = require('perf_hooks');
  performance.mark('m1');
  performance.mark('m2', { detail: 5 });
  const measure = performance.measure('between', 'm1', 'm2');
  log(
    measure.name,
    measure.entryType,
    measure.duration >= 0,
    performance.getEntriesByName('m2')[0].detail,
    typeof performance.timeOrigin,
  );
  attempt(() => performance.measure('x', 'not there'));
  log(
    performance.timerify((a) => a + 1)(1),
    typeof PerformanceObserver,
    typeof performance.eventLoopUtilization().utilization,
    typeof performance.toJSON(),
  );
  const delay = monitorEventLoopDelay();
  log(delay.enable(), delay.disable());
  performance.clearMarks();
});
program('punycode', ({ log, attempt }) => {
  const punycode = require('punycode');
  log(
    punycode.encode('mañana'),
    punycode.decode('maana-pta'),
    punycode.toASCII('mañana.com'),
    punycode.toUnicode('xn--maana-pta.com'),
    punycode.ucs2.decode('a🙂'),
    punycode.ucs2.encode([0x1f642]),
    punycode.version,
  );
  attempt(() => punycode.decode('ü'));
});
program('readline', async ({ log }) => {
  const readline = require('readline');
  const { Readable, PassThrough } = require('stream');
  const lines = readline.createInterface({
    input: Readable.from(['one\ntwo\r\nth', 'ree\n\nlast']),
    crlfDelay: Infinity,
  });
  for await (const line of lines) log(line);
  const input = new PassThrough();
  const output = new PassThrough();
  const asked = readline.createInterface({ input, output });
  asked.question('Name? ', (answer) => (log('answer', answer), asked.close()));
  input.write('Ada\n');
  await new Promise((resolve) => asked.on('close', resolve));
  log(output.read()?.toString());
  const { createInterface } = require('readline/promises');
  const again = createInterface({ input: Readable.from(['x\n']), output: new PassThrough() });
  log(await again.question('? '));
  again.close();
});
program('unavailable modules can be imported', ({ log }) => {
  for (const name of [
    'child_process',
    'cluster',
    'dgram',
    'http2',
    'inspector',
    'repl',
    'tls',
    'trace_events',
    'wasi',
    'worker_threads',
    'vm',
    'dns',
    'tty',
    'constants',
    'domain',
    'sys',
  ])
    log(name, typeof require(name));
  log(require('worker_threads').isMainThread, require('cluster').isPrimary, require('tty').isatty(1));
});
program('vm', ({ log, attempt }) => {
  const vm = require('vm');
  log(vm.runInThisContext('1 + 1'), new vm.Script('2 + 2').runInThisContext(), vm.isContext({}));
  attempt(() => vm.runInThisContext('%'));
});
program('diagnostics_channel', async ({ log, attempt }) => {
  const dc = require('diagnostics_channel');
  const channel = dc.channel('a');
  const listen = (message, name) => log('got', message, name);
  log(channel.hasSubscribers, dc.hasSubscribers('a'), channel.name, dc.channel('a') === channel);
  channel.subscribe(listen);
  channel.publish({ x: 1 });
  log(channel.unsubscribe(listen), channel.unsubscribe(listen), channel.hasSubscribers);
  const tracing = dc.tracingChannel('t');
  const events = {};
  for (const name of ['start', 'end', 'asyncStart', 'asyncEnd', 'error'])
    events[name] = (context) => log(name, context);
  log(tracing.hasSubscribers);
  tracing.subscribe(events);
  log(tracing.traceSync((a) => a + 1, { id: 1 }, null, 4));
  await tracing.tracePromise(async () => 'p', { id: 2 });
  attempt(() =>
    tracing.traceSync(
      () => {
        throw new Error('e');
      },
      { id: 3 },
    ),
  );
  tracing.traceCallback(
    (done) => done(null, 'r'),
    0,
    { id: 4 },
    null,
    (error, value) => log(error, value),
  );
  attempt(() => dc.channel(5));
  attempt(() => channel.subscribe(5));
});
program('process: signals to itself, and what its environment takes', async ({ log, attempt }) => {
  process.once('SIGUSR2', (...args) => log('signal', ...args));
  log(process.kill(process.pid, 'SIGUSR2'), 'sent');
  await new Promise((resolve) => setTimeout(resolve, 20));
  attempt(() => process.kill(process.pid, 'SIGNOTHING'));
  attempt(() => process.kill('x'));
  attempt(() => process.kill(process.pid, 987));
  attempt(() => Object.defineProperty(process.env, 'GIVEN', { value: 'x' }));
  attempt(() => Object.defineProperty(process.env, 'GIVEN', { get: () => 'x' }));
  attempt(() => process.umask({}));
  attempt(() => process.umask('9'));
  log(process instanceof process.constructor, process.hasUncaughtExceptionCaptureCallback());
});
program('console: prints through the streams that programs replace', ({ log }) => {
  const { write } = process.stdout;
  const seen = [];
  process.stdout.write = (text) => seen.push(text) > 0;
  console.log('%s and %d', 'text', 5);
  console.group('group');
  console.info({ a: 1 });
  console.groupEnd();
  process.stdout.write = write;
  log(seen, console instanceof console.Console);
});
program('process: an .env file, and the numbers of the system', ({ log, attempt }) => {
  const fs = require('fs');
  fs.writeFileSync('.env', '# comment\nENV_FILE_A=one\nexport ENV_FILE_B="two\\nlines"\nENV_FILE_C=given already\n');
  process.env.ENV_FILE_C = 'kept';
  process.loadEnvFile();
  log(process.env.ENV_FILE_A, process.env.ENV_FILE_B, process.env.ENV_FILE_C);
  attempt(() => process.loadEnvFile('missing.env'));
  fs.rmSync('.env');
  log(require('os').constants);
  log(Object.isFrozen(require('constants')), require('constants').EAGAIN, require('constants').SIGWINCH);
});
