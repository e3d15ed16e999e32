import type { FromGuest, FromWire, ToGuest } from '../hosts/protocol.ts';
import type { Frame } from './frame.ts';
import type { Engine, OnSlow } from './engine.ts';
import { hosts, type HostParts } from '../hosts/catalogue.ts';
import { takeRoom } from './host-room.ts';
import type { FromWorker, ToWorker } from './protocol.ts';

const servedAgain = new Set(
  Object.entries(hosts).flatMap(([name, parts]: [string, HostParts]) => (parts.again ? name : [])),
);

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
  /** Whether a host of the catalogue that begins anew for each test serves one realm after the other. */
  again?: boolean | undefined;
  onSlow?: OnSlow | undefined;
}

/** The page's side of hosts: fetches what they are made of and starts their workers in the isolated frame. */
export function createHostPool(options: HostPoolOptions): HostPool {
  const spares = new Map<string, { handle: HostHandle; frame: Frame }>();
  const used = new Set<string>();
  let closed = false;
  const living = (name: string) => {
    const spare = spares.get(name);
    spares.delete(name);
    return spare && !spare.frame.dead() ? spare.handle : undefined;
  };
  const keep = (name: string, spare: { handle: HostHandle; frame: Frame }) => {
    spares.set(name, spare);
    void spare.handle.gone.then(() => spares.get(name) === spare && spares.delete(name));
  };
  const servesAgain = (name: string) => options.again === true && servedAgain.has(name);
  const expect = (names: string[]) => {
    if (!options.ahead) return;
    for (const name of names) {
      const spare = spares.get(name);
      if ((spare && !spare.frame.dead()) || servesAgain(name)) continue;
      const frame = options.frame();
      keep(name, { handle: startHost(name, { ...options, frame: () => frame }, () => true), frame });
    }
  };
  return {
    take(name, idle) {
      used.add(name);
      if (!servesAgain(name)) return living(name) ?? startHost(name, options, idle);
      const kept = spares.get(name)?.frame;
      const frame = kept && !kept.dead() ? kept : options.frame();
      const handle = living(name) ?? startHost(name, { ...options, frame: () => frame }, idle);
      const stop = async () => {
        if ((await answers(handle)) && !spares.has(name) && !closed) keep(name, { handle, frame });
        else handle.stop();
      };
      return { ...handle, stop: () => void stop() };
    },
    expect,
    refill() {
      expect([...used]);
      used.clear();
    },
    close() {
      closed = true;
      for (const { handle } of spares.values()) handle.stop();
      spares.clear();
    },
  };
}

/** ms in which a host that nobody uses any more has to give a sign. */
const patience = 5000;

/** Whether a host says to somebody new that it can be used: it may be busy for good with what its last user wanted. */
function answers(handle: HostHandle): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const settle = (usable: boolean) => {
      clearTimeout(timer);
      port1.close();
      resolve(usable);
    };
    const timer = setTimeout(settle, patience, false);
    void handle.gone.then(() => settle(false));
    port1.onmessage = ({ data }: MessageEvent<FromWire>) => settle(data.type === 'ready');
    handle.attach(port2);
  });
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
