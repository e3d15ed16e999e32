const { Writable } = require('stream');
const { Console } = require('console');
const make = () => {
  const lines = { out: '', err: '' };
  const to = (key) =>
    new Writable({
      write(chunk, _, done) {
        lines[key] += chunk;
        done();
      },
    });
  return { lines, console: new Console({ stdout: to('out'), stderr: to('err') }) };
};

program('console: methods', ({ log }) => {
  const { console, lines } = make();
  console.log('a %s', 'b', { c: 1 });
  console.info(1);
  console.debug([1, 2]);
  console.error('err');
  console.warn(new Map([[1, 2]]));
  console.log();
  console.dir({ a: { b: { c: {} } } }, { depth: 0 });
  console.assert(true, 'no');
  console.assert(false, 'yes %s', 1);
  console.assert(false);
  console.count();
  console.count('x');
  console.count();
  console.countReset();
  console.count();
  console.group('G');
  console.log('in\nside');
  console.group();
  console.warn('deeper');
  console.groupEnd();
  console.groupEnd();
  console.log('out');
  console.dirxml({ x: 1 }, 2);
  log(lines);
});
program('console: tables', ({ log }) => {
  const { console, lines } = make();
  console.table([
    { a: 1, b: 'x' },
    { a: 2, c: true },
  ]);
  console.table([[1, 2], [3]]);
  console.table({ r1: { v: 1 }, r2: 5 });
  console.table([{ a: 1, b: 2 }], ['b']);
  console.table(new Map([['k', 'v']]));
  console.table(new Set([1]));
  console.table([]);
  console.table('text');
  console.table([{ name: 'ü€', o: { p: 1 } }]);
  log(lines);
});
program('console: timers', ({ log }) => {
  const { console, lines } = make();
  console.time('t');
  console.timeLog('t', 'x');
  console.timeEnd('t');
  log(lines.out.replace(/[\d.]+ms/g, '?ms'));
});
program('console: trace', ({ log }) => {
  const { console, lines } = make();
  console.trace('here %d', 1);
  log(lines.err.split('\n')[0], lines.err.split('\n').length > 1);
});
