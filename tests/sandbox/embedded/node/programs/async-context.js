const { AsyncLocalStorage, AsyncResource, executionAsyncId } = require('async_hooks');

program('AsyncLocalStorage: run, exit, nesting', ({ log, attempt }) => {
  const als = new AsyncLocalStorage();
  log(
    als.getStore(),
    als.run(1, () => als.run(2, () => als.getStore()) + als.getStore()),
    als.run(1, (a, b) => [a, b], 'x', 'y'),
    als.run(5, () => als.exit(() => als.getStore())),
  );
  attempt(() =>
    als.run(1, () => {
      throw new Error('x');
    }),
  );
  log(als.getStore());
});
program('AsyncLocalStorage: timers, ticks, microtasks, immediates', async ({ log }) => {
  const als = new AsyncLocalStorage();
  als.run('ctx', () => {
    setTimeout(() => log('timeout', als.getStore()), 60);
    setImmediate(() => log('immediate', als.getStore()));
    process.nextTick(() => log('tick', als.getStore()));
    queueMicrotask(() => log('microtask', als.getStore()));
    const interval = setInterval(() => (log('interval', als.getStore()), clearInterval(interval)), 120);
  });
  log(als.getStore());
  // Far apart, so that a busy computer keeps their order.
  await new Promise((resolve) => setTimeout(resolve, 200));
});
program('AsyncLocalStorage: then chains', async ({ log, tick }) => {
  const als = new AsyncLocalStorage();
  als.run('p', () => {
    Promise.resolve(1)
      .then(() => log('then', als.getStore()))
      .then(() => log('again', als.getStore()))
      .finally(() => log('finally', als.getStore()));
    Promise.reject(new Error('x')).catch(() => log('catch', als.getStore()));
    Promise.all([1, Promise.resolve(2)]).then(() => log('all', als.getStore()));
  });
  await tick();
});
program('AsyncLocalStorage: events keep the context of emit', ({ log }) => {
  const als = new AsyncLocalStorage();
  const e = new (require('events'))();
  als.run('on', () => e.on('x', () => log(als.getStore())));
  als.run('emit', () => e.emit('x'));
  e.emit('x');
});
program('AsyncLocalStorage: two at once, snapshot, bind', async ({ log, tick }) => {
  const a = new AsyncLocalStorage();
  const b = new AsyncLocalStorage({ defaultValue: 'default', name: 'b' });
  let snapshot;
  let bound;
  a.run(1, () =>
    b.run(2, () => {
      snapshot = AsyncLocalStorage.snapshot();
      bound = AsyncLocalStorage.bind((x) => [a.getStore(), b.getStore(), x]);
      setTimeout(() => log(a.getStore(), b.getStore()), 1);
    }),
  );
  log(
    snapshot(() => [a.getStore(), b.getStore()]),
    bound(3),
    b.getStore(),
    b.name,
  );
  await tick();
});
program('AsyncResource', ({ log, attempt }) => {
  const als = new AsyncLocalStorage();
  const resource = als.run('r', () => new AsyncResource('MINE'));
  log(
    resource.runInAsyncScope((a) => [als.getStore(), a], null, 7),
    typeof resource.asyncId(),
    resource.bind(() => als.getStore())(),
    typeof executionAsyncId(),
  );
  attempt(() => new AsyncResource(5));
  attempt(() => new AsyncResource());
  attempt(() => AsyncResource.bind(5));
  attempt(() => als.run(1));
});
program('AsyncLocalStorage: streams and fs callbacks', async ({ log, tick, tmp }) => {
  const als = new AsyncLocalStorage();
  als.run('io', () => {
    require('fs').readFile(`${tmp}/none`, () => log('fs', als.getStore()));
    require('fs/promises')
      .readFile(`${tmp}/none`)
      .catch(() => log('fsp', als.getStore()));
  });
  await tick();
  await tick();
});
program('async_hooks: what a hook hears of', async ({ log }) => {
  const { createHook, executionAsyncId, triggerAsyncId, AsyncResource } = require('async_hooks');
  const seen = [];
  const ids = new Map();
  const name = (id) => ids.get(id);
  const hook = createHook({
    init(id, type) {
      if (/^(Timeout|Immediate|MINE)$/.test(type)) ids.set(id, type);
    },
    before: (id) => name(id) && seen.push(`before ${name(id)}`),
    after: (id) => name(id) && seen.push(`after ${name(id)}`),
    destroy: (id) => name(id) && seen.push(`destroyed ${name(id)}`),
  }).enable();
  const mine = new AsyncResource('MINE', { requireManualDestroy: true });
  mine.runInAsyncScope(() => log(executionAsyncId() === mine.asyncId(), triggerAsyncId() === mine.triggerAsyncId()));
  await new Promise((resolve) => setTimeout(() => setImmediate(resolve), 1));
  mine.emitDestroy();
  await new Promise((resolve) => setTimeout(resolve, 20));
  hook.disable();
  const destroyed = seen.filter((each) => each.startsWith('destroyed'));
  log(seen.filter((each) => !destroyed.includes(each)).slice(0, 6), destroyed.sort());
});
