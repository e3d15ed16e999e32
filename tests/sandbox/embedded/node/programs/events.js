const EventEmitter = require('events');

program('events: order, once, prepend, off', ({ log }) => {
  const e = new EventEmitter();
  const a = () => log('a');
  e.on('x', a);
  e.once('x', () => log('once'));
  e.prependListener('x', () => log('first'));
  e.prependOnceListener('x', () => log('very first'));
  log(e.emit('x', 1), e.emit('x'), e.emit('none'), e.listenerCount('x'), e.eventNames());
  e.off('x', a);
  log(e.listeners('x').length, e.rawListeners('x').length, e.removeAllListeners() === e, e.eventNames());
});
program('events: errors without a listener', ({ attempt }) => {
  const e = new EventEmitter();
  attempt(() => e.emit('error', new TypeError('mine')));
  attempt(() => e.emit('error', 'text'));
  attempt(() => e.emit('error', { a: 1 }));
  attempt(() => e.emit('error'));
  attempt(() => e.emit('error', null));
});
program('events: wrong arguments', ({ attempt, log }) => {
  const e = new EventEmitter();
  attempt(() => e.on('x', 'y'));
  attempt(() => e.on('x'));
  attempt(() => e.setMaxListeners(-1));
  attempt(() => e.setMaxListeners('1'));
  attempt(() => EventEmitter.defaultMaxListeners);
  attempt(() => new EventEmitter({ captureRejections: 1 }));
  log(
    e.getMaxListeners(),
    EventEmitter.EventEmitter === EventEmitter,
    EventEmitter.errorMonitor,
    EventEmitter.captureRejectionSymbol,
    Object.keys(EventEmitter).sort(),
  );
});
program('events: newListener, removeListener, monitor', ({ log, attempt }) => {
  const e = new EventEmitter();
  e.on('newListener', (name, fn) => log('new', name, fn.name));
  e.on('removeListener', (name, fn) => log('gone', name, fn.name));
  e.on(EventEmitter.errorMonitor, (error) => log('saw', error));
  e.on('a', function named() {});
  e.removeAllListeners('a');
  attempt(() => e.emit('error', new Error('x')));
});
program('events: once and on', async ({ log }) => {
  const e = new EventEmitter();
  setTimeout(() => e.emit('x', 1, 2), 1);
  log(await EventEmitter.once(e, 'x'));
  setTimeout(() => e.emit('error', new Error('bad')), 1);
  await EventEmitter.once(e, 'x').catch((error) => log(error));
  const stop = new AbortController();
  const waiting = EventEmitter.once(e, 'x', { signal: stop.signal }).catch((error) => log(error));
  stop.abort();
  await waiting;
  setTimeout(() => (e.emit('y', 1), e.emit('y', 2), e.emit('end')), 1);
  for await (const value of EventEmitter.on(e, 'y', { close: ['end'] })) log(value);
  log(e.listenerCount('y'));
});
program('events: captureRejections', async ({ log, tick }) => {
  const e = new EventEmitter({ captureRejections: true });
  e.on('x', async () => {
    throw new Error('late');
  });
  e.on('error', (error) => log('caught', error));
  e.emit('x');
  await tick();
});
program('events: EventTarget', async ({ log }) => {
  const target = new EventTarget();
  const got = EventEmitter.once(target, 'go');
  target.dispatchEvent(new Event('go'));
  log(
    (await got)[0].type,
    EventEmitter.getEventListeners(new EventEmitter(), 'x'),
    EventEmitter.listenerCount(new EventEmitter(), 'x'),
  );
  const disposable = EventEmitter.addAbortListener(AbortSignal.abort(), () => log('aborted'));
  await new Promise((resolve) => setTimeout(resolve, 1));
  log(typeof disposable);
});
program('events: as util.inherits classes and without new', ({ log }) => {
  function Old() {
    EventEmitter.call(this);
  }
  require('util').inherits(Old, EventEmitter);
  const old = new Old();
  old.on('x', function (value) {
    log(this === old, value);
  });
  old.emit('x', 3);
  class Lazy extends EventEmitter {}
  const lazy = Object.create(Lazy.prototype);
  lazy.on('y', () => log('y'));
  lazy.emit('y');
  log(
    Object.keys(new EventEmitter()),
    lazy._eventsCount,
    lazy.listenerCount('y', () => {}),
  );
});
program('events: too many listeners', async ({ log, tick }) => {
  const seen = [];
  const listen = (warning) => seen.push(warning);
  process.on('warning', listen);
  const e = new EventEmitter();
  for (let i = 0; i < 11; i++) e.on('x', () => {});
  await tick();
  process.off('warning', listen);
  log(seen.length, seen[0]?.name, seen[0]?.message, seen[0]?.count, seen[0]?.type);
});
program('events: who listens to an EventTarget', ({ log }) => {
  const target = new EventTarget();
  const [first, second] = [() => {}, () => {}];
  const controller = new AbortController();
  target.addEventListener('a', first);
  target.addEventListener('a', first);
  target.addEventListener('a', first, true);
  target.addEventListener('a', second, { once: true });
  target.addEventListener('b', second, { signal: controller.signal });
  const count = () => ['a', 'b', 'c'].map((name) => EventEmitter.getEventListeners(target, name).length);
  log(count(), EventEmitter.getEventListeners(target, 'a')[0] === first, EventEmitter.listenerCount(target, 'b'));
  target.dispatchEvent(new Event('a'));
  log(count());
  target.removeEventListener('a', first);
  controller.abort();
  log(count());
});
