const url = require('url');
const querystring = require('querystring');

program('url: file paths', ({ log, attempt }) => {
  log(url.fileURLToPath('file:///a/b%20c.ts'), url.pathToFileURL('/a/b c#?.ts').href, url.pathToFileURL('/x/').href);
  attempt(() => url.fileURLToPath('http://x/y'));
  attempt(() => url.fileURLToPath('file:///a%2fb'));
  attempt(() => url.fileURLToPath(5));
  attempt(() => url.fileURLToPath('file://host/a'));
});
program('url: resolve and format', ({ log }) => {
  log(
    url.resolve('/one/two/three', 'four'),
    url.resolve('http://example.com/one', '/two'),
    url.resolve('http://a/b', '//c/d'),
  );
  log(url.format({ protocol: 'https', hostname: 'x.com', pathname: 'a b', query: { q: [1, 2] }, hash: 'h' }));
  log(url.format(new URL('http://u:p@ü.com/a?b#c'), { auth: false, fragment: false, search: false, unicode: true }));
  log(
    url.format('http://x.com?a=1'),
    url.format({ host: 'a:1', pathname: '/?#' }),
    url.format({ slashes: true, host: 'h' }),
  );
});
program('url: parse of odd addresses', ({ log }) => {
  for (const each of [
    '//a/b',
    'mailto:a@b.c',
    'javascript:x',
    '/a b',
    'HTTP://EXAMPLE.com',
    '?x',
    '#y',
    'a:b',
    'http://[::1]:3/x',
    'x.com:80/y',
  ])
    log(each, { ...url.parse(each) });
  log({ ...url.parse('//host/path', false, true) });
});
program('url: domains and options', ({ log }) => {
  log(url.domainToASCII('español.com'), url.domainToUnicode('xn--espaol-zwa.com'));
  log(url.urlToHttpOptions(new URL('https://a:b@测试.com/x?y#z')));
});
program('url: URL and URLSearchParams are the global ones', ({ log }) => {
  log(url.URL === URL, url.URLSearchParams === URLSearchParams, URL.canParse('x:y'), URL.canParse('x'));
  const address = new URL('../c?x=1&x=2', 'http://h/a/b/');
  address.searchParams.append('y', 'ä ');
  log(address.href, address.searchParams.getAll('x'), [...address.searchParams.keys()]);
});
program('querystring: parse with options', ({ log }) => {
  log(
    querystring.parse('a:1;b:2;c:3', ';', ':', { maxKeys: 2 }),
    querystring.parse('a=b=c&&=x'),
    querystring.parse('%E4%BD=%ff'),
  );
  log(
    Object.getPrototypeOf(querystring.parse('a')),
    querystring.parse('a=%u1234+b', null, null, { decodeURIComponent: unescape }),
  );
  log(querystring.parse(''), querystring.parse(5));
});
program('querystring: stringify and escape', ({ log, attempt }) => {
  log(querystring.stringify({ a: 1n, b: NaN, c: Infinity, d: undefined, e: {}, f: [] }), querystring.stringify('x'));
  log(querystring.stringify({ a: 'b c' }, ';', ':'), querystring.escape("a b!'()*~é"), querystring.unescape('%41%zz+'));
  attempt(() => querystring.escape('\ud800'));
  log(querystring.decode === querystring.parse, querystring.encode === querystring.stringify);
});
