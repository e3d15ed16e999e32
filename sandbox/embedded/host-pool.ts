import type { FromGuest, ToGuest } from '../hosts/protocol.ts';
import type { Frame } from './frame.ts';
import type { Engine, OnSlow } from './engine.ts';
import { takeRoom } from './host-room.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

/** A host's worker: it begins to start at once, whether or not somebody speaks to it yet. */
interface HostHandle {
  attach(wire: MessagePort): void;
  /** Settles when it can be used; rejects with why not, also later when it dies. */
  ready: Promise<void>;
  gone: Promise<string>;
  stop(): void;
}

export interface HostPool {
  /** @param idle Whether whoever takes it could do without it: where memory is short, it makes room then. */
  take(name: string, idle: () => boolean): HostHandle;
  /** These will be asked for: one of each starts ahead, where that is allowed. */
  expect(names: string[]): void;
  /** Hosts that were used will be used again. */
  refill(): void;
  close(): void;
}

export interface HostPoolOptions {
  engine: Engine;
  frame(): Frame;
  /** Whether hosts may be started ahead. They are large: a small device has one at a time. */
  ahead: boolean;
  onSlow?: OnSlow | undefined;
}

/** The page's side of hosts: fetches what they are made of and starts their workers in the isolated frame. */
export function createHostPool(options: HostPoolOptions): HostPool {
  const spares = new Map<string, { handle: HostHandle; frame: Frame }>();
  const used = new Set<string>();
  const living = (name: string) => {
    const spare = spares.get(name);
    spares.delete(name);
    return spare && !spare.frame.dead() ? spare.handle : undefined;
  };
  const expect = (names: string[]) => {
    if (!options.ahead) return;
    for (const name of names) {
      const spare = spares.get(name);
      if (spare && !spare.frame.dead()) continue;
      const frame = options.frame();
      const handle = startHost(name, { ...options, frame: () => frame }, () => true);
      spares.set(name, { handle, frame });
      void handle.gone.then(() => spares.get(name)?.handle === handle && spares.delete(name));
    }
  };
  return {
    take(name, idle) {
      used.add(name);
      return living(name) ?? startHost(name, options, idle);
    },
    expect,
    refill() {
      expect([...used]);
      used.clear();
    },
    close() {
      for (const { handle } of spares.values()) handle.stop();
      spares.clear();
    },
  };
}

function startHost(name: string, { engine, frame, onSlow }: HostPoolOptions, idle: () => boolean): HostHandle {
  const { port1, port2 } = new MessageChannel();
  const ready = Promise.withResolvers<void>();
  const gone = Promise.withResolvers<string>();
  let worker: { stop(): void } | undefined;
  let stopped = false;
  const post = (message: ToGuest, transfer: Transferable[]) => port1.postMessage(message, transfer);
  const stop = () => {
    stopped = true;
    worker?.stop();
    port1.close();
    room.leave();
  };
  const fault = (message: string) => {
    ready.reject(new Error(message));
    gone.resolve(message);
    room.leave();
  };
  const title = engine.manifest.hosts[name]?.title ?? name;
  const end = (why: string) => {
    fault(why);
    stop();
  };
  const room = takeRoom({ title, idle, end });
  ready.promise.catch(() => {});
  port1.onmessage = ({ data }: MessageEvent<FromGuest>) => {
    if (data?.type === 'ready') ready.resolve();
    else if (data?.type === 'failed') fault(String(data.message));
  };
  const amount = { done: 0, total: sizeOf(engine, name) };
  const over = ready.promise.catch(() => {});
  if (room.refusal !== undefined) end(room.refusal);
  else onSlow?.(title, over, () => amount);
  collect(engine, name, (count) => (amount.done += count)).then(
    ({ text, assets }) => {
      if (stopped) return;
      worker = frame().start(text, port2, { fault, died: () => fault('its process ended') });
      post({ type: 'boot', assets }, Object.values(assets));
    },
    (error: Error) => fault(error.message),
  );
  return {
    attach: (wire) => post({ type: 'wire', wire }, [wire]),
    ready: ready.promise,
    gone: gone.promise,
    stop,
  };
}

function sizeOf({ manifest }: Engine, name: string): number {
  return Object.values(manifest.hosts[name]?.assets ?? {}).reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Copies: what was fetched is kept for the next one. */
async function collect(engine: Engine, name: string, onBytes: (count: number) => void) {
  const host = engine.manifest.hosts[name];
  if (!host) throw new Error(`there is no host called ${name}`);
  const [text, ...parts] = await Promise.all([
    engine.text(host.file),
    ...Object.entries(host.assets).map(
      async ([key, { file }]) => [key, (await engine.bytes(file, onBytes)).slice(0)] as const,
    ),
  ]);
  return { text, assets: Object.fromEntries(parts) };
}

/** The hosts of one realm: they end with it. */
export function createHostHandles(pool: HostPool, post: (message: ToWorker) => void, idle: () => boolean) {
  const open = new Map<number, HostHandle>();
  let starting = 0;
  const start = ({ host, name, wire }: Extract<FromWorker, { type: 'host' }>) => {
    const handle = pool.take(String(name), idle);
    open.set(host, handle);
    handle.attach(wire);
    starting += 1;
    void handle.ready.catch(() => {}).finally(() => (starting -= 1));
    void handle.gone.then((message) => post({ type: 'host-fault', host, message }));
  };
  const stop = (host: number) => {
    open.get(host)?.stop();
    open.delete(host);
  };
  return {
    starting: () => starting > 0,
    /** True when the message was about a host. */
    receive(message: FromWorker): boolean {
      if (message.type === 'host') start(message);
      else if (message.type === 'host-stop') stop(message.host);
      else return false;
      return true;
    },
    /** The realm is gone. */
    abort() {
      for (const host of open.keys()) stop(host);
    },
  };
}
