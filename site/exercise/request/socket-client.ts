import { signal, type Signal } from '@preact/signals';
import type { Connection, SocketEvent } from '../../../sandbox/types.ts';
import type { Model } from '../model.ts';
import { readHex } from './hex.ts';
import { ensureServer, origin } from './server.ts';

export interface FrameLine {
  id: number;
  /** `note`: opened, closed, failed. */
  kind: 'sent' | 'received' | 'note';
  text: string;
  binary: boolean;
  /** bytes */
  size: number;
  /** ms since the socket was asked for. */
  after: number;
}

export interface SocketClient {
  phase: Signal<'closed' | 'connecting' | 'open'>;
  path: Signal<string>;
  /** Separated by commas. */
  protocols: Signal<string>;
  message: Signal<string>;
  binary: Signal<boolean>;
  fault: Signal<string>;
  lines: Signal<FrameLine[]>;
  /** How many lines are no longer kept. */
  dropped: Signal<number>;
  connect(): Promise<void>;
  sendText(): void;
  close(): void;
  clear(): void;
}

/** How many lines are kept, and how much of one. */
const limits = { lines: 300, text: 10_000 };

export function createSocketClient(model: Model): SocketClient {
  const fields = createFields();
  const { phase, path, protocols, message, fault, binary } = fields;
  const log = createLog();
  let connection: Connection | undefined;
  let turn = 0;

  const hear = (event: SocketEvent) => {
    if (event.type === 'message') return log.add('received', event.data);
    if (event.type === 'open') {
      phase.value = 'open';
      return note(`Open${event.protocol ? `, with the protocol ${event.protocol}` : ''}`);
    }
    phase.value = 'closed';
    connection = undefined;
    note(closeWords(event));
  };
  const note = (text: string) => {
    log.add('note', text);
    model.announced.value = text;
  };
  const close = () => {
    turn += 1;
    connection?.close(1000);
    if (!connection) phase.value = 'closed';
  };

  return {
    ...fields,
    ...log,
    close,
    async connect() {
      close();
      const mine = ++turn;
      const names = protocols.value.split(/[\s,]+/).filter(Boolean);
      fault.value = socketFault(path.value, names) ?? '';
      if (fault.value) return;
      phase.value = 'connecting';
      log.restart();
      const missing = await ensureServer(model, true);
      if (mine !== turn) return;
      try {
        if (missing) throw new Error(missing);
        const url = `${origin.replace('http', 'ws')}${path.value}`;
        connection = await model.services.value!.program.connect(url, names, (event) => mine <= turn && hear(event));
      } catch (error) {
        phase.value = 'closed';
        fault.value = error instanceof Error ? error.message : String(error);
      }
    },
    sendText() {
      const data = binary.value ? readHex(message.value) : message.value;
      fault.value = data === undefined ? 'Bytes are written as pairs of hexadecimal digits, such as 48 65 6c.' : '';
      if (data === undefined || phase.value !== 'open') return;
      connection?.send(data);
      log.add('sent', data);
    },
  };
}

const createFields = () => ({
  phase: signal<'closed' | 'connecting' | 'open'>('closed'),
  path: signal('/'),
  protocols: signal(''),
  message: signal(''),
  fault: signal(''),
  binary: signal(false),
});

function createLog() {
  const lines = signal<FrameLine[]>([]);
  const dropped = signal(0);
  let began = performance.now();
  let count = 0;
  return {
    lines,
    dropped,
    restart: () => void (began = performance.now()),
    add(kind: FrameLine['kind'], data: string | Uint8Array) {
      const binary = typeof data !== 'string';
      const size = binary ? data.length : new TextEncoder().encode(data).length;
      const text = binary ? [...data.subarray(0, 256)].map((one) => one.toString(16).padStart(2, '0')).join(' ') : data;
      const line = { id: count++, kind, text: text.slice(0, limits.text), binary, size, after: performance.now() - began };
      const all = [...lines.value, line];
      dropped.value += Math.max(0, all.length - limits.lines);
      lines.value = all.slice(-limits.lines);
    },
    clear() {
      lines.value = [];
      dropped.value = 0;
    },
  };
} // prettier-ignore

export function socketFault(path: string, protocols: string[]): string | undefined {
  if (!path.startsWith('/')) return 'The path begins with a slash, such as /chat.';
  if (/[\s#]/.test(path)) return 'The path of a WebSocket has neither spaces nor a #.';
  const wrong = protocols.find((name) => !/^[!#$%&'*+.^_`|~\w-]+$/.test(name));
  if (wrong) return `“${wrong}” is not a name for a protocol.`;
  return new Set(protocols).size < protocols.length ? 'Each protocol is offered once.' : undefined;
}

const codes: Record<number, string> = {
  1000: 'as planned',
  1001: 'the server goes away',
  1002: 'a fault in the protocol',
  1003: 'data of a kind that is not taken',
  1005: 'without a code',
  1006: 'without a goodbye: the connection broke, or the server did not accept it',
  1007: 'data that is not what it says',
  1008: 'against a rule of the server',
  1009: 'a message that is too large',
  1011: 'the server failed',
  1012: 'the server restarts',
  1013: 'try again later',
};

/** Why a socket closed, in words. */
export function closeWords({ code, reason }: { code: number; reason: string }): string {
  const meaning = codes[code] ?? (code >= 4000 ? 'a code of the application' : 'a code of a library');
  return `Closed with ${code}: ${meaning}${reason ? `, “${reason}”` : ''}`;
}
