/** Inside a host's worker: the same in a browser's worker and in one of Node's. */
import type { FromGuest, FromWire, ToGuest, ToWire } from './protocol.ts';

/** One client of a port that the guest listens on. Bytes arrive in order, as over TCP. */
export interface GuestConnection {
  onData(listener: (bytes: Uint8Array) => void): void;
  /** The client sends no more, or is gone. */
  onEnd(listener: () => void): void;
  write(bytes: Uint8Array): void;
  /** No more bytes from here. */
  end(): void;
  /** Breaks the connection off; the client sees ECONNRESET. */
  destroy(): void;
}

export interface GuestIo {
  /** What the host's table lists, as bytes: a guest fetches nothing. */
  assets: Record<string, ArrayBuffer>;
  /**
   * Takes a port (0: a free one) of the network that the program lives in.
   * Rejects with the network's words when the port is taken.
   */
  listen(port: number, accept: (connection: GuestConnection) => void): Promise<{ port: number; close(): void }>;
  output(stream: 'stdout' | 'stderr', text: string): void;
  /** The guest's program has ended. */
  exit(code: number): void;
}

export interface Guest {
  /** What the program asks for besides connections. Rejections reach it with their name and message. */
  call(method: string, params: unknown): Promise<unknown>;
}

/** Starts the guest as soon as what it is made of is there, whether or not somebody speaks to it yet. */
export function serveGuest(port: MessagePort, boot: (io: GuestIo) => Promise<Guest>): void {
  const wire = createWire();
  port.onmessage = ({ data }: MessageEvent<ToGuest>) => {
    if (data.type === 'wire') return wire.attach(data.wire);
    const tell = (message: FromGuest) => port.postMessage(message);
    boot(wire.io(data.assets)).then(
      (guest) => {
        tell({ type: 'ready' });
        wire.use(guest);
      },
      (error: unknown) => {
        const message = error instanceof Error ? error.message : String(error);
        tell({ type: 'failed', message });
        wire.post({ type: 'failed', message });
      },
    );
  };
}

function createWire() {
  let port: MessagePort | undefined;
  let usable = false;
  const early: FromWire[] = [];
  const post = (message: FromWire) => (port ? port.postMessage(message) : void early.push(message));
  const { promise: ready, resolve: use } = Promise.withResolvers<Guest>();
  void ready.then(() => {
    usable = true;
    post({ type: 'ready' });
  });
  const network = createGuestNetwork(post);

  const call = async (asking: MessagePort, { id, method, params }: Extract<ToWire, { type: 'call' }>) => {
    const answer = (message: FromWire) => asking.postMessage(message, []);
    try {
      const value = await (await ready).call(method, params);
      answer({ type: 'answer', id, value });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      answer({ type: 'answer', id, error: { name, message } });
    }
  };
  return {
    post,
    use,
    attach(next: MessagePort) {
      if (port) {
        network.forget();
        port.close();
        // Whoever comes later has not heard it yet.
        if (usable) early.push({ type: 'ready' });
      }
      port = next;
      port.onmessage = ({ data }: MessageEvent<ToWire>) =>
        data.type === 'call' ? void call(next, data) : network.hear(data);
      for (const message of early.splice(0)) post(message);
    },
    io: (assets: Record<string, ArrayBuffer>): GuestIo => ({
      assets,
      listen: network.listen,
      output: (stream, text) => post({ type: 'output', stream, text }),
      exit: (code) => post({ type: 'exit', code }),
    }),
  };
}

interface Listener {
  accept(connection: GuestConnection): void;
  taken(port: number): void;
  refused(error: Error): void;
}

function createGuestNetwork(post: (message: FromWire) => void) {
  const listeners = new Map<number, Listener>();
  const connections = new Map<number, ReturnType<typeof createConnection>>();
  let count = 0;
  const hear = (message: Exclude<ToWire, { type: 'call' }>) => {
    if (message.type === 'listening') return listeners.get(message.listener)?.taken(message.port);
    if (message.type === 'refused') {
      listeners.get(message.listener)?.refused(new Error(message.message));
      return void listeners.delete(message.listener);
    }
    if (message.type === 'open') {
      const connection = createConnection(message.connection, post);
      connections.set(message.connection, connection);
      const listener = listeners.get(message.listener);
      return listener ? listener.accept(connection.api) : connection.api.destroy();
    }
    const connection = connections.get(message.connection);
    if (message.type === 'data') return connection?.data(message.bytes);
    if (message.type === 'reset') connections.delete(message.connection);
    connection?.ended();
  };
  return {
    hear,
    /** Whoever listened and connected is gone. */
    forget() {
      for (const connection of connections.values()) connection.ended();
      connections.clear();
      listeners.clear();
    },
    listen(port: number, accept: Listener['accept']) {
      const listener = count++;
      return new Promise<{ port: number; close(): void }>((resolve, reject) => {
        const close = () => {
          if (listeners.delete(listener)) post({ type: 'unlisten', listener });
        };
        listeners.set(listener, { accept, taken: (taken) => resolve({ port: taken, close }), refused: reject });
        post({ type: 'listen', listener, port });
      });
    },
  };
}

/** What arrives before somebody listens is kept. */
function createConnection(connection: number, post: (message: FromWire) => void) {
  const early: Uint8Array[] = [];
  let over = false;
  let onData: ((bytes: Uint8Array) => void) | undefined;
  let onEnd: (() => void) | undefined;
  const api: GuestConnection = {
    onData(listener) {
      onData = listener;
      for (const bytes of early.splice(0)) listener(bytes);
    },
    onEnd(listener) {
      onEnd = listener;
      if (over) listener();
    },
    write: (bytes) => post({ type: 'data', connection, bytes }),
    end: () => post({ type: 'end', connection }),
    destroy: () => post({ type: 'reset', connection }),
  };
  return {
    api,
    data: (bytes: Uint8Array) => (onData ? onData(bytes) : void early.push(bytes)),
    ended() {
      if (over) return;
      over = true;
      onEnd?.();
    },
  };
}
