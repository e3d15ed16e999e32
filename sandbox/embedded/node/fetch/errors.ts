import type { Socket } from '../net.ts';

function named(name: string, code: string, message: string, more: object = {}): Error {
  const error = Object.assign(new Error(message), { code }, more);
  return Object.defineProperty(error, 'name', { value: name, configurable: true, writable: true });
}

/** undici's word for a connection that ends too early. */
export function closedByOther(socket: Socket, cause?: Error): Error {
  if (cause) return cause;
  const { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead } = socket;
  const about = { localAddress, localPort, remoteAddress, remotePort, remoteFamily, timeout, bytesWritten, bytesRead };
  return named('SocketError', 'UND_ERR_SOCKET', 'other side closed', { socket: about });
}

export const requestAborted = () => named('AbortError', 'UND_ERR_ABORTED', 'Request aborted');

export const informational = (message: string) => named('InformationalError', 'UND_ERR_INFO', message);
