import { invalidArgType, nodeError, validateFunction, validateString } from '../errors.ts';
import { isIP } from '../net/addresses.ts';
import { nextTick } from '../next-tick.ts';
import { find } from './lookup.ts';

const kinds = ['', '4', '6', 'Any', 'Caa', 'Cname', 'Mx', 'Naptr', 'Ns', 'Ptr', 'Soa', 'Srv', 'Tlsa', 'Txt'];
export const resolverMethods = [...kinds.map((kind) => `resolve${kind}`), 'reverse'];
const types = ['A', 'AAAA', 'ANY', 'CAA', 'CNAME', 'MX', 'NAPTR', 'NS', 'PTR', 'SOA', 'SRV', 'TLSA', 'TXT'];

type Done = (error: Error | null, found?: unknown) => void;

/** What a name server would say; there is none, so only this computer's own names have an answer. */
function query(method: string, name: string, type: string): string[] {
  const kind = method === 'resolve' ? type : method.slice('resolve'.length);
  const found = find(name, kind === '6' || kind === 'AAAA' ? 6 : 4);
  if (found.length && ['', 'A', '4', '6', 'AAAA'].includes(kind)) return found.map(({ address }) => address);
  if (method === 'reverse' && /^(?:127\.|::1$)/.test(name)) return ['localhost'];
  const syscalls: Record<string, string> = { reverse: 'getHostByAddr', '': 'queryA', '4': 'queryA', A: 'queryA', '6': 'queryAaaa', AAAA: 'queryAaaa' };
  const syscall = syscalls[method === 'reverse' ? method : kind] ?? `query${kind[0]}${kind.slice(1).toLowerCase()}`;
  const reason = 'this runtime has no network; run this with "npm test" or in full Node to ask name servers';
  const error = new Error(`${syscall} ENOTFOUND ${name} (${reason})`);
  throw Object.assign(error, { errno: undefined, code: 'ENOTFOUND', syscall, hostname: name });
} // prettier-ignore

function checkType(type: unknown): string {
  if (type === undefined) return 'A';
  if (typeof type !== 'string') throw invalidArgType('rrtype', 'string', type);
  if (types.includes(type)) return type;
  throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', `The argument 'rrtype' is invalid. Received '${type}'`);
}

function checkServers(servers: unknown): string[] {
  if (!Array.isArray(servers)) throw invalidArgType('servers', 'Array', servers);
  return servers.map((server: unknown, index) => {
    validateString(server, `servers[${index}]`);
    const bare = /^\[([^\]]*)\](?::\d+)?$/.exec(server)?.[1] ?? (isIP(server) ? server : server.replace(/:\d+$/, ''));
    if (!isIP(bare)) throw nodeError(TypeError, 'ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${server}`);
    return server.replace(/:53$/, (end) => (isIP(server) === 6 ? end : '')).replace(/^\[(.*)\]$/, '$1');
  });
}

/** `dns.Resolver`, in the form with callbacks or with promises. */
export function createResolver(style: 'callback' | 'promise') {
  class Resolver {
    _servers = ['127.0.0.1'];
    cancel() {}
    getServers(): string[] {
      return [...this._servers];
    }
    setServers(servers: unknown): void {
      this._servers = checkServers(servers);
    }
    setLocalAddress(ipv4: string, ipv6?: string): void {
      validateString(ipv4, 'ipv4');
      if (ipv6 !== undefined) validateString(ipv6, 'ipv6');
      if (!isIP(ipv4) || (ipv6 !== undefined && !isIP(ipv6))) throw wrongAddress('Invalid IP address.');
      if (ipv6 !== undefined && isIP(ipv4) === isIP(ipv6)) {
        throw wrongAddress(`Cannot specify two IPv${isIP(ipv4)} addresses.`);
      }
    }
  }
  for (const method of resolverMethods) {
    const withCallback = (name: string, ...rest: unknown[]) => {
      const done = rest.at(-1) as Done;
      validateString(name, 'name');
      const type = method === 'resolve' && rest.length > 1 ? checkType(rest[0]) : 'A';
      validateFunction(done, 'callback');
      nextTick(() => {
        let found: string[];
        try {
          found = query(method, name, type);
        } catch (error) {
          return done(error as Error);
        }
        done(null, found);
      });
      return {};
    };
    const withPromise = (name: string, type?: unknown) => {
      validateString(name, 'name');
      const checked = method === 'resolve' ? checkType(type) : 'A';
      return new Promise((resolve) => resolve(query(method, name, checked)));
    };
    const value = style === 'callback' ? withCallback : withPromise;
    Object.defineProperty(value, 'name', { value: method });
    Object.defineProperty(Resolver.prototype, method, { value, writable: true, configurable: true, enumerable: true });
  }
  return Resolver;
}

const wrongAddress = (message: string) => nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
