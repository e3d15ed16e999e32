import type { Fault, Manifest, ManifestFile, OfflineState, Pointer } from './protocol.ts';
import type { Store } from './store.ts';

export interface Surroundings {
  scope: string;
  store: Store;
  fetch: typeof fetch;
  /** Whether the site has another version by now. */
  newer(): Promise<boolean>;
  /** Bytes that may still be stored; undefined where the browser does not say. */
  room(): Promise<number | undefined>;
  /** Settles when no page has asked for anything for a moment: what somebody waits for goes first. */
  idle(): Promise<void>;
  /** Settles after a moment, before a second attempt. */
  pause(): Promise<void>;
  say(state: OfflineState): void;
}

/** Files on their way at the same time. */
const lanes = 3;

/** What went wrong with one file, as a reason for the whole. */
class Stopped extends Error {
  readonly fault: Fault;
  constructor(fault: Fault) {
    super(fault);
    this.fault = fault;
  }
}

/** Brings one version onto the device, file after file. What is there stays there, so it goes on where it stopped. */
export function createDownload(manifest: Manifest, surroundings: Surroundings) {
  const { store, say } = surroundings;
  const ahead = (address: string) => !manifest.files[address]!.asked;
  const total = sum(manifest, Object.keys(manifest.files).filter(ahead));
  let running: Promise<void> | undefined;
  let fault: Fault | undefined;
  let done = 0;

  function state(): OfflineState {
    const phase = running ? 'downloading' : fault ? 'failed' : done >= total ? 'ready' : 'waiting';
    return { version: manifest.version, phase, done, total, ...(fault && { fault }) };
  }

  async function count(): Promise<string[]> {
    const missing = (await store.missing(manifest)).filter(ahead);
    done = total - sum(manifest, missing);
    return missing;
  }

  async function fetchAll(pointer: Pointer): Promise<void> {
    const missing = inOrder(manifest, await count(), pointer);
    const room = await surroundings.room();
    if (room !== undefined && room < total - done) throw new Stopped('space');
    const take = async () => {
      for (let address = missing.shift(); address !== undefined; address = missing.shift()) {
        await surroundings.idle();
        const file = manifest.files[address]!;
        await bring(address, file, surroundings);
        done += file.bytes;
        say(state());
      }
    };
    const stop = (error: unknown) => {
      missing.length = 0;
      throw error;
    };
    // All of them end before the next attempt begins.
    const ends = await Promise.allSettled(Array.from({ length: lanes }, () => take().catch(stop)));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
  }

  return {
    async state(): Promise<OfflineState> {
      if (!running) await count();
      return state();
    },
    /** One at a time: a second call waits for the first. */
    run(pointer: Pointer): Promise<void> {
      fault = undefined;
      running ??= fetchAll(pointer)
        .catch((error: unknown) => void (fault = error instanceof Stopped ? error.fault : 'network'))
        .finally(() => {
          running = undefined;
          say(state());
        });
      return running;
    },
  };
}

/** Brings what every page needs. Rejects when something of it cannot be had. */
export async function bringCore(manifest: Manifest, surroundings: Surroundings): Promise<void> {
  const missing = (await surroundings.store.missing(manifest)).filter((address) => manifest.files[address]!.core);
  await Promise.all(missing.map((address) => bring(address, manifest.files[address]!, surroundings)));
}

const sum = ({ files }: Manifest, addresses: string[]) =>
  addresses.reduce((bytes, address) => bytes + files[address]!.bytes, 0);

/** The list's own order, with the editor for other pointers at the end. */
function inOrder({ files }: Manifest, addresses: string[], pointer: Pointer): string[] {
  const later = (address: string) => Number((files[address]!.pointer ?? pointer) !== pointer);
  return addresses.toSorted((a, b) => later(a) - later(b));
}

async function bring(address: string, file: ManifestFile, surroundings: Surroundings): Promise<void> {
  const { scope, store } = surroundings;
  const body = await fetchBody(new URL(address, scope), surroundings);
  // A host may change pages on their way (a banner, an obfuscated address); only another version is a reason to stop.
  if ((await hashOf(body)) !== file.hash && (await surroundings.newer())) throw new Stopped('changed');
  try {
    await store.put(address, file, body);
  } catch {
    throw new Stopped('space');
  }
}

async function fetchBody(url: URL, { fetch, newer, pause }: Surroundings): Promise<ArrayBuffer> {
  // Where a name has no hash, past the browser's own cache, which may hold what an earlier version had at this address.
  const cache = /\.[\w-]{8,}\.\w+$/.test(url.pathname) ? 'default' : 'no-cache';
  const get = () => fetch(url, { cache, priority: 'low' });
  // One lost connection of hundreds is no reason to stop.
  const response = await get().catch(() => pause().then(get));
  // The page for unknown addresses answers 404 on some hosts, also when it is asked for by name.
  if (!response.ok && !url.pathname.endsWith('/404.html')) throw new Stopped((await newer()) ? 'changed' : 'network');
  return response.arrayBuffer();
}

export async function hashOf(body: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  return [...digest.subarray(0, 8)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
