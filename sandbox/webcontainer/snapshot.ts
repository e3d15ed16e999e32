import type { SnapshotManifest } from './snapshot/build.ts';

export interface SnapshotOptions {
  /** URL of the folder with `snapshot.json`. */
  assets: string;
  /** Told how many bytes of how many have come. */
  onProgress?: ((received: number, total: number) => void) | undefined;
}

/** Named by what they hold, so that they need no expiry. */
const cacheName = 'engine-room-snapshots';

let known: { assets: string; bytes: Promise<Uint8Array> } | undefined;

/**
 * What a container is mounted with. Kept on the device by its hash, and in the page unpacked; a mount takes its buffer
 * away, so each call gets a copy.
 *
 * @throws {Error} that names what could not be fetched.
 */
export async function loadSnapshot({ assets, onProgress }: SnapshotOptions): Promise<Uint8Array> {
  if (known?.assets !== assets) known = { assets, bytes: fetchSnapshot(assets, onProgress) };
  try {
    return (await known.bytes).slice();
  } catch (error) {
    known = undefined;
    throw error;
  }
}

async function fetchSnapshot(assets: string, onProgress: SnapshotOptions['onProgress']): Promise<Uint8Array> {
  const base = new URL(assets, document.baseURI);
  const manifest = (await (await fetched(new URL('snapshot.json', base))).json()) as SnapshotManifest;
  const url = new URL(manifest.file, base);
  const cache = await caches.open(cacheName).catch(() => undefined);
  const kept = await cache?.match(url);
  const packed = kept ? await kept.arrayBuffer() : await download(url, manifest.bytes, onProgress);
  if (!kept && cache) await keep(cache, url, packed);
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function fetched(url: URL): Promise<Response> {
  const response = await fetch(url).catch((error: Error) => {
    throw new Error(`${url.pathname} could not be fetched: ${error.message}.`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url.pathname} could not be fetched: the server answered ${response.status}.`);
  return response;
}

async function download(url: URL, total: number, onProgress: SnapshotOptions['onProgress']): Promise<ArrayBuffer> {
  const response = await fetched(url);
  let received = 0;
  const counting = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, out) {
      received += chunk.length;
      onProgress?.(received, total);
      out.enqueue(chunk);
    },
  });
  return new Response(response.body!.pipeThrough(counting)).arrayBuffer();
}

/** Older ones are of no use. A device that is full does without. */
async function keep(cache: Cache, url: URL, packed: ArrayBuffer): Promise<void> {
  try {
    for (const old of await cache.keys()) await cache.delete(old);
    await cache.put(url, new Response(packed));
  } catch {
    // Downloaded again next time.
  }
}
