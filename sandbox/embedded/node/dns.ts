import { nextTick } from './next-tick.ts';
import { validateFunction } from './errors.ts';

interface Options {
  family?: number | string;
  all?: boolean;
}
interface Found {
  address: string;
  family: 4 | 6;
}

const isV4 = (name: string) => /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
const isV6 = (name: string) => name.includes(':');

/** Names that exist without a network. */
function find(name: string, family: number): Found | undefined {
  if (isV4(name)) return { address: name, family: 4 };
  if (isV6(name)) return { address: name, family: 6 };
  if (name === '' || name === 'localhost' || name.endsWith('.localhost')) {
    return family === 6 ? { address: '::1', family: 6 } : { address: '127.0.0.1', family: 4 };
  }
  return undefined;
}

const notFound = (syscall: string, hostname: string) =>
  Object.assign(new Error(`${syscall} ENOTFOUND ${hostname}`), { errno: -3008, code: 'ENOTFOUND', syscall, hostname });

async function lookupPromise(name: string, options: Options | number = {}): Promise<Found | Found[]> {
  const { family = 0, all = false } = typeof options === 'number' ? { family: options } : options;
  const found = find(name, Number(family === 'IPv6' ? 6 : family));
  if (!found) throw notFound('getaddrinfo', name);
  return all ? [found] : found;
}

type Callback = (error: Error | null, ...rest: unknown[]) => void;

function lookup(name: string, options: unknown, callback?: Callback): void {
  const done = (callback ?? options) as Callback;
  validateFunction(done, 'callback');
  lookupPromise(name, typeof options === 'function' ? {} : (options as Options)).then(
    (found) => nextTick(() => (Array.isArray(found) ? done(null, found) : done(null, found.address, found.family))),
    (error: Error) => nextTick(() => done(error)),
  );
}

const kinds = ['', '4', '6', 'Any', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Soa', 'Srv', 'Txt'].map(
  (kind) => `resolve${kind}`,
);

async function resolvePromise(syscall: string, name: string): Promise<string[]> {
  const found = find(name, syscall === 'resolve6' ? 6 : 4);
  if (found && /^resolve[46]?$/.test(syscall)) return [found.address];
  throw notFound(`query${syscall.slice('resolve'.length) || 'A'}`, name);
}

const withCallback =
  (syscall: string) =>
  (name: string, ...rest: unknown[]) => {
    const done = rest.at(-1) as Callback;
    validateFunction(done, 'callback');
    resolvePromise(syscall, name).then((value) => done(null, value), done);
  };

const common = {
  getServers: () => [],
  setServers() {},
  getDefaultResultOrder: () => 'verbatim',
  setDefaultResultOrder() {},
  NOTFOUND: 'ENOTFOUND',
  NODATA: 'ENODATA',
  SERVFAIL: 'ESERVFAIL',
};
const resolvers = <T>(make: (name: string) => T) => Object.fromEntries(kinds.map((name) => [name, make(name)]));

export const promises = {
  ...common,
  lookup: lookupPromise,
  ...resolvers((syscall) => (name: string) => resolvePromise(syscall, name)),
};

export default { ...common, ADDRCONFIG: 1024, ALL: 256, V4MAPPED: 2048, lookup, ...resolvers(withCallback), promises };
