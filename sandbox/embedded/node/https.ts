import { Agent as HttpAgent } from './http/agent.ts';
import { nodeError } from './net/errors.ts';

/** Libraries look at `https` and may never use it; what uses it learns what is missing and where it works. */
function unavailable(what: string): never {
  throw nodeError(
    'ERR_FEATURE_UNAVAILABLE_ON_PLATFORM',
    `${what} needs TLS, which the embedded runtime does not have. Use http between programs here, or run this exercise on full Node or with "npm test" in a terminal.`,
  );
}

class Agent extends HttpAgent {
  override defaultPort = 443;
  override protocol = 'https:';
}

class Server {
  constructor() {
    unavailable('https.Server');
  }
}

export default {
  Agent,
  globalAgent: new Agent({ keepAlive: true }),
  Server,
  createServer: () => unavailable('https.createServer'),
  request: () => unavailable('https.request'),
  get: () => unavailable('https.get'),
};
