import { validateBoolean } from './errors.ts';
import { isIP, isIPv4, isIPv6 } from './net/addresses.ts';
import { BlockList, SocketAddress } from './net/block-list.ts';
import { checkAttempt, normalizeConnect, type ConnectOptions } from './net/connect-options.ts';
import { family } from './net/family.ts';
import { Socket } from './net/socket.ts';
import { Server, type ServerOptions } from './net/server.ts';

export { isIP, isIPv4, isIPv6, Server, Socket };

/** A server for raw bytes: `listener` gets each connection as a stream. */
export function createServer(
  options?: ServerOptions | ((socket: Socket) => void),
  listener?: (socket: Socket) => void,
): Server {
  return new Server(options, listener);
}

/** Opens a connection to a port of this realm. */
export function createConnection(...args: unknown[]): Socket {
  const [options, listener] = normalizeConnect(args);
  const socket = new Socket(options as ConnectOptions);
  if (options.timeout) socket.setTimeout(options.timeout);
  return socket.connect([options, listener ?? null]);
}
export const connect = createConnection;

export default {
  connect,
  createConnection,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  BlockList,
  SocketAddress,
  Server,
  Socket,
  Stream: Socket,
  _normalizeArgs: (args: unknown[]) => {
    const [options, listener] = normalizeConnect(args);
    return [options, listener ?? null];
  },
  getDefaultAutoSelectFamily: () => family.auto,
  setDefaultAutoSelectFamily(value: boolean) {
    validateBoolean(value, 'value');
    family.auto = value;
  },
  getDefaultAutoSelectFamilyAttemptTimeout: () => family.attempt,
  setDefaultAutoSelectFamilyAttemptTimeout(value: number) {
    checkAttempt(value, 'value');
    family.attempt = Math.max(10, value);
  },
};
