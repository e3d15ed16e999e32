import { network, type Peers } from '../network.ts';
import dns from '../dns.ts';
import { isIP } from './addresses.ts';
import { laterTurn } from './clock.ts';
import { checkConnect, checkPath, type ConnectOptions, type Found, type Lookup } from './connect-options.ts';
import { family } from './family.ts';
import { nextTick, nodeError } from './errors.ts';
import type { End } from './link.ts';
import { openWith } from './socket-options.ts';
import type { Socket } from './socket.ts';

type Reached = { end: End; peers?: Peers };

export function connectPath(socket: Socket, path: string): void {
  checkPath(path);
  establish(socket, () => ({ end: network.connectPath(path) }));
}

/** Looks the host up, unless it is an address, and connects to what is found. */
export function connectTo(socket: Socket, options: ConnectOptions): void {
  const port = checkConnect(options);
  const host = options.host || 'localhost';
  const to = (address: string) => {
    if (options.blockList?.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')) {
      return fail(socket, nodeError('ERR_IP_BLOCKED', `IP(${address}) is blocked by net.BlockList`));
    }
    establish(socket, () => network.connect(port, address, options));
  };
  if (isIP(host)) {
    nextTick(() => socket.connecting && to(host));
    return;
  }
  const wanted = options.family === 'IPv4' ? 4 : options.family === 'IPv6' ? 6 : options.family;
  const asked: Record<string, unknown> = { family: wanted, hints: options.hints || 0 };
  if (wanted !== 4 && wanted !== 6 && asked['hints'] === 0) asked['hints'] = dns.ADDRCONFIG;
  const lookup = options.lookup ?? (dns.lookup as unknown as Lookup);
  const several = (options.autoSelectFamily ?? family.auto) && wanted !== 4 && wanted !== 6 && !options.localAddress;
  if (several) asked['all'] = true;
  lookup(host, asked, (error, found, foundFamily) => {
    if (!socket.connecting) return;
    if (error) {
      socket.emit('lookup', error, undefined, undefined, host);
      return fail(socket, error);
    }
    const list = several ? (found as Found[]) : [{ address: found as string, family: foundFamily as number }];
    for (const each of list) socket.emit('lookup', null, each.address, each.family, host);
    if (!socket.connecting) return;
    const fault = checkFound(list, host, port);
    if (fault) return fail(socket, fault);
    const usable = list.filter(({ address }) => isIP(address));
    if (usable.length === 1) to(usable[0]!.address);
    else tryAll(socket, usable.map(({ address }) => address), port, options);
  });
} // prettier-ignore

function checkFound(list: Found[], host: string, port: number): Error | undefined {
  const [first] = list;
  if (list.some((each) => isIP(each.address) && (each.family === 4 || each.family === 6))) return undefined;
  if (!first || !isIP(first.address)) {
    return nodeError('ERR_INVALID_IP_ADDRESS', `Invalid IP address: ${String(first?.address)}`, TypeError);
  }
  return Object.assign(
    nodeError('ERR_INVALID_ADDRESS_FAMILY', `Invalid address family: ${first.family} ${host}:${port}`, RangeError),
    { host, port },
  );
}

/** One address after the other; all their faults together when none of them answers. */
function tryAll(socket: Socket, addresses: string[], port: number, options: ConnectOptions): void {
  socket.autoSelectFamilyAttemptedAddresses = [];
  establish(socket, () => {
    const errors: Error[] = [];
    for (const address of addresses) {
      socket.autoSelectFamilyAttemptedAddresses.push(`${address}:${port}`);
      try {
        return network.connect(port, address, options);
      } catch (error) {
        errors.push(error as Error);
      }
    }
    throw Object.assign(new AggregateError(errors, ''), { code: (errors[0] as { code?: string }).code });
  });
}

function fail(socket: Socket, error: Error): void {
  nextTick(() => {
    socket.connecting = false;
    socket.destroy(error);
  });
}

/** Makes a connection, or fails: the server is told first, then the client, both in the next round. */
function establish(socket: Socket, reach: () => Reached): void {
  let reached: Reached | undefined;
  const handle = socket._handle;
  laterTurn(() => {
    if (!socket.connecting || socket._handle !== handle) return;
    try {
      reached = reach();
    } catch (error) {
      socket.connecting = false;
      socket.destroy(error as Error);
    }
  });
  laterTurn(() => {
    if (!reached) return;
    if (!socket.connecting || socket._handle !== handle) return reached.end.close();
    socket.connecting = false;
    openWith(socket, reached.end, reached.peers);
    if (socket._noDelay) socket._handle!.setNoDelay(true);
    if (socket._keepAlive) socket._handle!.setKeepAlive(true, socket._keepAliveDelay);
    socket._unrefTimer();
    socket.emit('connect');
    socket.emit('ready');
    // A program that paused the socket wants nothing yet.
    if (!socket.isPaused()) socket.read(0);
  });
}
