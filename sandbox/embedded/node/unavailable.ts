import { unavailable } from './errors.ts';
import Emitter from './events.ts';

/** A function or class that can be imported and passed around, and throws when it is used. */
function missing(feature: string) {
  return function () {
    throw unavailable(feature);
  } as unknown as new () => object;
}

/** A module whose every name throws on use. Names that libraries probe for exist. */
function module_(name: string, functions: string[], values: Record<string, unknown> = {}): Record<string, unknown> {
  const result: Record<string, unknown> = { ...values };
  for (const key of functions) result[key] = missing(`${name}.${key}`);
  return result;
}

/** Can be extended and tested with `instanceof`, which is all that HTTP libraries do with it. */
const stand = (feature: string) =>
  class extends Emitter {
    constructor() {
      super();
      throw unavailable(feature);
    }
  };

class JSStreamSocket {}

/** HTTP libraries build one around a stream, only to find the class that Node wraps such streams in. */
class TLSSocket extends Emitter {
  declare _handle: object;
  constructor(stream?: unknown) {
    super();
    if (stream === undefined) throw unavailable('tls.TLSSocket');
    Object.defineProperty(this, '_handle', { value: { _parentWrap: new JSStreamSocket() } });
    for (const name of ['write', 'end', 'read', 'pipe', 'resume', 'connect']) {
      Object.defineProperty(this, name, { value: missing('tls.TLSSocket') });
    }
  }
}

const named = <T extends object>(name: string, value: T): T => Object.defineProperty(value, 'name', { value: name });

export const unavailableModules: Record<string, Record<string, unknown>> = {
  child_process: module_(
    'child_process',
    ['exec', 'execFile', 'execFileSync', 'execSync', 'fork', 'spawn', 'spawnSync'],
    {
      ChildProcess: named('ChildProcess', stand('child_process')),
    },
  ),
  cluster: module_('cluster', ['fork', 'disconnect', 'setupPrimary', 'setupMaster'], {
    isPrimary: true,
    isMaster: true,
    isWorker: false,
    workers: {},
    settings: {},
    SCHED_NONE: 1,
    SCHED_RR: 2,
    on() {},
  }),
  tls: module_('tls', ['connect', 'createServer', 'createSecureContext', 'createSecurePair', 'checkServerIdentity'], {
    Server: named('Server', stand('tls.Server')),
    TLSSocket: named('TLSSocket', TLSSocket),
    SecureContext: named('SecureContext', stand('tls.SecureContext')),
    rootCertificates: [],
    getCiphers: () => [],
    DEFAULT_ECDH_CURVE: 'auto',
    DEFAULT_MIN_VERSION: 'TLSv1.2',
    DEFAULT_MAX_VERSION: 'TLSv1.3',
    CLIENT_RENEG_LIMIT: 3,
    CLIENT_RENEG_WINDOW: 600,
  }),
  http2: module_(
    'http2',
    ['connect', 'createServer', 'createSecureServer', 'getDefaultSettings', 'getPackedSettings'],
    {
      constants: {},
      Http2ServerRequest: named('Http2ServerRequest', stand('http2')),
      Http2ServerResponse: named('Http2ServerResponse', stand('http2')),
      sensitiveHeaders: Symbol('nodejs.http2.sensitiveHeaders'),
    },
  ),
  dgram: module_('dgram', ['createSocket'], { Socket: named('Socket', stand('dgram')) }),
  inspector: module_('inspector', ['open', 'waitForDebugger'], {
    url: () => undefined,
    close() {},
    Session: named('Session', stand('inspector')),
  }),
  'inspector/promises': module_('inspector', ['open'], {
    url: () => undefined,
    Session: named('Session', stand('inspector')),
  }),
  repl: module_('repl', ['start'], { REPLServer: named('REPLServer', stand('repl')), builtinModules: [] }),
  sea: module_('sea', ['getAsset', 'getAssetAsBlob', 'getRawAsset'], { isSea: () => false }),
  sqlite: module_('sqlite', ['backup'], {
    DatabaseSync: missing('node:sqlite'),
    StatementSync: missing('node:sqlite'),
  }),
  wasi: module_('wasi', ['WASI']),
  domain: module_('domain', ['create', 'createDomain'], { active: null }),
  trace_events: module_('trace_events', ['createTracing'], { getEnabledCategories: () => undefined }),
  'test/reporters': module_('node:test', ['dot', 'spec', 'tap', 'junit', 'lcov']),
};
