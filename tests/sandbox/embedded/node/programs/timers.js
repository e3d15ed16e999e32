program('order: timers, immediates, ticks, promises', async ({ log }) => {
  const seen = [];
  await new Promise((resolve) => {
    setTimeout(() => {
      setTimeout(() => (seen.push('timeout'), resolve()), 4);
      setImmediate(() => seen.push('immediate'));
      process.nextTick(() => seen.push('tick 1'));
      Promise.resolve()
        .then(() => seen.push('promise 1'))
        .then(() => seen.push('promise 2'));
      queueMicrotask(() => seen.push('microtask'));
      process.nextTick(
        () => (
          seen.push('tick 2'),
          process.nextTick(() => seen.push('tick 3')),
          Promise.resolve().then(() => seen.push('promise 3'))
        ),
      );
      seen.push('sync');
    }, 1);
  });
  log(seen);
});
program('order: ticks between immediates', async ({ log }) => {
  const seen = [];
  await new Promise((resolve) => {
    setImmediate(
      () => (seen.push('i1'), process.nextTick(() => seen.push('t1')), Promise.resolve().then(() => seen.push('p1'))),
    );
    setImmediate(() => (seen.push('i2'), setImmediate(() => (seen.push('i3'), resolve()))));
  });
  log(seen);
});
program('order: ticks from promises', async ({ log, tick }) => {
  const seen = [];
  setTimeout(() => {
    Promise.resolve()
      .then(() => {
        seen.push('p1');
        process.nextTick(() => seen.push('t1'));
      })
      .then(() => seen.push('p2'))
      .then(() => seen.push('p3'))
      .then(() => seen.push('p4'));
  }, 0);
  await tick();
  log(seen);
});
program('order: timers by delay', async ({ log }) => {
  const seen = [];
  setTimeout(() => seen.push(20), 20);
  setTimeout(() => seen.push(1), 1);
  setTimeout(() => seen.push(0), 0);
  setTimeout(() => seen.push(8), 8);
  await new Promise((resolve) => setTimeout(resolve, 30));
  log(seen);
});
program('timers: objects', async ({ log, attempt }) => {
  const timer = setTimeout(() => log('never'), 5);
  log(
    timer.constructor.name,
    timer.hasRef(),
    timer.unref() === timer,
    timer.hasRef(),
    timer.ref() === timer,
    typeof +timer,
    timer.refresh() === timer,
  );
  clearTimeout(+timer);
  clearTimeout(timer);
  clearTimeout(undefined);
  clearTimeout('x');
  const immediate = setImmediate(() => log('never'));
  log(immediate.constructor.name, immediate.hasRef());
  clearImmediate(immediate);
  attempt(() => setTimeout('code', 1));
  attempt(() => setImmediate());
  attempt(() => setInterval(null, 1));
  attempt(() => process.nextTick(5));
  attempt(() => queueMicrotask(5));
  await new Promise((resolve) => setTimeout(resolve, 10));
});
program('timers: arguments and intervals', async ({ log }) => {
  setTimeout((...args) => log(args), 1, 'a', 2);
  process.nextTick((...args) => log(args), 1, 2);
  let count = 0;
  await new Promise((resolve) => {
    const interval = setInterval(
      (word) => (log(word), ++count === 3 && (clearInterval(interval), resolve())),
      2,
      'again',
    );
  });
});
program('timers/promises', async ({ log }) => {
  const timers = require('timers/promises');
  log(await timers.setTimeout(1, 'value'), await timers.setImmediate('now'));
  let count = 0;
  for await (const value of timers.setInterval(1, 'v'))
    if (++count === 2) (log(value), await Promise.resolve());
    else if (count > 2) break;
  await timers.setTimeout(50, null, { signal: AbortSignal.abort() }).catch((error) => log(error));
  const stop = new AbortController();
  const waiting = timers
    .setTimeout(50, null, { signal: stop.signal })
    .catch((error) => log(error.name, error.code, error.message, error.cause?.name));
  stop.abort();
  await waiting;
  await timers.scheduler.wait(1);
  log(
    Object.keys(timers),
    require('timers').promises === timers,
    require('util').promisify(setTimeout) === timers.setTimeout,
  );
});
program('an immediate that throws does not stop the next', async ({ log, tick }) => {
  log(typeof require('timers').setTimeout, require('timers').setTimeout === setTimeout);
  await tick();
});
