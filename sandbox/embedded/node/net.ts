import { isIP, isIPv4, isIPv6 } from './net/addresses.ts';
import { normalizeConnect, type ConnectOptions } from './net/connecting.ts';
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
  const [options] = normalizeConnect(args);
  const socket = new Socket(options as ConnectOptions);
  return socket.connect(...args);
}
export const connect = createConnection;

let autoSelectFamily = true;
let attemptTimeout = 250;

export default {
  connect,
  createConnection,
  createServer,
  isIP,
  isIPv4,
  isIPv6,
  Server,
  Socket,
  Stream: Socket,
  _normalizeArgs: normalizeConnect,
  getDefaultAutoSelectFamily: () => autoSelectFamily,
  setDefaultAutoSelectFamily: (value: boolean) => void (autoSelectFamily = value),
  getDefaultAutoSelectFamilyAttemptTimeout: () => attemptTimeout,
  setDefaultAutoSelectFamilyAttemptTimeout: (value: number) => void (attemptTimeout = value),
};
