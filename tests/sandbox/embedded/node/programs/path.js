const path = require('path');
const samples = [
  '',
  '.',
  '..',
  '/',
  '//',
  'a',
  '/a',
  'a/',
  'a/b.c',
  '/a/b/..',
  './a//b/',
  '.x',
  'x.',
  'a.b.c',
  '...',
  'C:\\a\\b.txt',
  'C:',
  'c:x',
  '\\\\srv\\share\\d',
  'a\\b/..\\c',
  'C:/',
  '\\',
];
for (const [name, module] of [
  ['posix', path.posix],
  ['win32', path.win32],
]) {
  program(`${name}: one path at a time`, ({ log }) => {
    for (const each of samples)
      log(
        each,
        module.normalize(each),
        module.dirname(each),
        module.basename(each),
        module.extname(each),
        module.isAbsolute(each),
        module.parse(each),
      );
  });
  program(`${name}: join, relative, resolve, format`, ({ log }) => {
    for (const a of samples)
      for (const b of ['..', 'x/y', '/r', 'D:\\q']) log(a, b, module.join(a, b), module.relative(`/w/${a}`, `/w/${b}`));
    log(
      module.resolve('/a', '../b', './c'),
      module.format({ dir: '/d', base: 'b.c' }),
      module.format({ root: '/', name: 'n', ext: 'e' }),
      module.format({}),
    );
    log(module.basename('a.b.html', '.html'), module.basename('a', 'a'), module.sep, module.delimiter);
  });
}
program('win32: drives', ({ log }) => {
  log(
    path.win32.resolve('C:\\a', '..\\b'),
    path.win32.resolve('C:\\a', 'D:\\x'),
    path.win32.relative('C:\\orandea\\test\\aaa', 'C:\\orandea\\impl\\bbb'),
  );
  log(path.win32.toNamespacedPath('C:\\a\\b'), path.win32.relative('C:\\a', 'D:\\b'), path.win32.join('\\\\s\\h', 'x'));
});
program('wrong arguments', ({ attempt }) => {
  attempt(() => path.join('a', 1));
  attempt(() => path.resolve(null));
  attempt(() => path.basename({}));
  attempt(() => path.relative('a'));
  attempt(() => path.dirname());
  attempt(() => path.extname(Symbol('x')));
  attempt(() => path.parse([]));
  attempt(() => path.format('x'));
  attempt(() => path.isAbsolute(true));
  attempt(() => path.basename('a', 5));
  attempt(() => path.normalize(function f() {}));
});
program('the working folder', ({ log }) => {
  log(
    path.resolve('x') === `${process.cwd()}/x`,
    path.relative('', 'a'),
    path.posix === path,
    path.resolve() === process.cwd(),
  );
});
program('globs', ({ log }) => {
  log(
    path.matchesGlob('/a/b.js', '/a/*.js'),
    path.matchesGlob('a/b/c.ts', '**/*.ts'),
    path.matchesGlob('a.js', '*.{ts,js}'),
    path.matchesGlob('a/b', '*'),
  );
});
