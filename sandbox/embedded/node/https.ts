import { Agent as HttpAgent, type AgentOptions } from './http/agent.ts';
import { ClientRequest } from './http/client.ts';
import { readArguments } from './http/client-options.ts';
import { Server as HttpServer } from './http/server.ts';
import { Socket } from './net.ts';
import { nextTick, nodeError, unknownHost } from './net/errors.ts';
import { isOwn } from './net/hosts.ts';
import { inherit, oldStyle } from './net/old-style.ts';

/** Libraries look at `https` and may never use it; what uses it learns what is missing and where it works. */
function unavailable(what: string): Error {
  return nodeError(
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${what} needs TLS, which the embedded runtime does not have. Use http between programs here, or run this exercise on full Node or with "npm test" in a terminal.`,
  );
}

type TlsOptions = AgentOptions & { maxCachedSessions?: number };
const HttpAgentShape = HttpAgent as unknown as new () => HttpAgent;

class AgentShape extends HttpAgentShape {
  declare maxCachedSessions: number;
  declare _sessionCache: { map: object; list: unknown[] };

  /** No connection is made: it fails as a name that nobody knows, or says that there is no TLS. */
  override createConnection(...args: unknown[]): Socket {
    const { host = 'localhost' } = (args[0] ?? {}) as { host?: string };
    const socket = new Socket();
    socket.connecting = true;
    const local = host === 'localhost' || host.endsWith('.localhost') || isOwn(host);
    nextTick(() => socket.destroy(local ? unavailable('https') : unknownHost(host)));
    return socket;
  }

  override getName(options: Record<string, unknown> = {}): string {
    const parts =
      'ca cert clientCertEngine ciphers key pfx rejectUnauthorized servername minVersion maxVersion secureProtocol crl honorCipherOrder ecdhCurve dhparam secureOptions sessionIdContext sigalgs privateKeyIdentifier privateKeyEngine';
    let name = super.getName(options);
    for (const part of parts.split(' ')) {
      const value = options[part];
      const shown = part === 'rejectUnauthorized' || part === 'honorCipherOrder' ? value !== undefined : Boolean(value);
      const repeated = part === 'servername' && value === options['host'];
      name += `:${shown && !repeated ? String(value) : ''}`;
    }
    return name;
  }
}

const Agent = oldStyle('Agent', AgentShape, (self: AgentShape, options: TlsOptions = {}) => {
  inherit(HttpAgent, self, { defaultPort: 443, protocol: 'https:', ...options });
  self.maxCachedSessions = options.maxCachedSessions ?? 100;
  self._sessionCache = { map: {}, list: [] };
});

let globalAgent = new Agent({ keepAlive: true, scheduling: 'lifo', timeout: 5000 });

function request(...args: unknown[]): ClientRequest {
  const { options, listener } = readArguments(args);
  return new ClientRequest({ ...options, _defaultAgent: globalAgent }, listener);
}

class ServerShape {}
const Server = oldStyle('Server', ServerShape, () => {
  throw unavailable('https.Server');
});
Object.setPrototypeOf(Server.prototype, HttpServer.prototype as object);

export default {
  Agent,
  get globalAgent() {
    return globalAgent;
  },
  set globalAgent(agent: InstanceType<typeof Agent>) {
    globalAgent = agent;
  },
  Server,
  createServer: () => {
    throw unavailable('https.createServer');
  },
  request,
  get(...args: unknown[]) {
    const sent = request(...args);
    sent.end();
    return sent;
  },
};
