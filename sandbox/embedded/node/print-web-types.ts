import inspection from 'node-inspect-extracted';

const { inspect } = inspection;

/** Browsers keep what these consist of where nobody prints it; in Node they show it. */
function printWith(type: { prototype: object }, print: (value: never, options: object) => string): void {
  const value = function (this: never, depth: number, options: object) {
    return depth < 0 ? this : print(this, options);
  };
  const symbol = Symbol.for('nodejs.util.inspect.custom');
  Object.defineProperty(type.prototype, symbol, { value, writable: true, configurable: true });
}

printWith(URL, (url: URL, options) => {
  const { href, origin, protocol, username, password, host, hostname, port, pathname, search, searchParams, hash } =
    url;
  const parts = {
    href,
    origin,
    protocol,
    username,
    password,
    host,
    hostname,
    port,
    pathname,
    search,
    searchParams,
    hash,
  };
  return `${url.constructor.name} ${inspect(parts, options)}`;
});

printWith(URLSearchParams, (params: URLSearchParams, options) => {
  const pairs = [...params].map(([key, value]) => `${inspect(key, options)} => ${inspect(value, options)}`);
  return `URLSearchParams {${pairs.length ? ` ${pairs.join(', ')} ` : ''}}`;
});

printWith(Headers, (headers: Headers, options) => `Headers ${inspect(Object.fromEntries(headers), options)}`);
