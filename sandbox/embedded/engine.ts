import type { PackageModules } from './packages/registry.ts';

/** `manifest.json` of the engine's folder: every name → file, with sizes in bytes. */
export interface EngineManifest {
  frame: string;
  core: string;
  chunks: Record<string, { file: string; bytes: number; wasm?: string }>;
  /** Where each module of a package is, and which modules of other packages it asks for. */
  modules: PackageModules;
  wasm: Record<string, { file: string; bytes: number }>;
  /** npm packages that exercises may import. */
  packages: string[];
  /** Programs that are not JavaScript: the text of their worker, and what it is given. */
  hosts: Record<
    string,
    { title: string; file: string; bytes: number; assets: Record<string, { file: string; bytes: number }> }
  >;
}

/** The engine's files, fetched once per page; each realm gets copies. */
export interface Engine {
  manifest: EngineManifest;
  base: URL;
  text(file: string): Promise<string>;
  /** @param onBytes Told how many bytes have come, each time that some do; not where the file is there already. */
  bytes(file: string, onBytes?: (count: number) => void): Promise<ArrayBuffer>;
}

export class BootError extends Error {
  override name = 'BootError';
}

const engines = new Map<string, Promise<Engine>>();

/**
 * The engine at a place, loaded once for all runtimes of a page.
 *
 * @param assets URL of the folder that the build step filled. Rejects with a BootError that names what cannot be fetched.
 */
export function loadEngine(assets: string): Promise<Engine> {
  const base = new URL(assets, document.baseURI);
  const found = engines.get(base.href);
  if (found) return found;
  const loading = readEngine(base);
  engines.set(base.href, loading);
  loading.catch(() => engines.delete(base.href));
  return loading;
}

async function readEngine(base: URL): Promise<Engine> {
  const texts = fetchedOnce(base, (response) => response.text());
  const bytes = fetchedOnce(base, readBytes);
  const manifest = (await (await fetchFile(new URL('manifest.json', base))).json()) as EngineManifest;
  return { manifest, base, text: texts, bytes };
}

/** Keeps what was read and not the response: realms come and go, and each copy of one would stay for a while. */
function fetchedOnce<Contents>(
  base: URL,
  read: (response: Response, onBytes?: (count: number) => void) => Promise<Contents>,
) {
  const known = new Map<string, Promise<Contents>>();
  return (file: string, onBytes?: (count: number) => void): Promise<Contents> => {
    const found = known.get(file);
    if (found) return found;
    const pending = fetchFile(new URL(file, base)).then((response) => read(response, onBytes));
    known.set(file, pending);
    // A file that failed is asked for again the next time.
    pending.catch(() => known.delete(file));
    return pending;
  };
}

async function readBytes(response: Response, onBytes?: (count: number) => void): Promise<ArrayBuffer> {
  if (!onBytes || !response.body) return response.arrayBuffer();
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counted)).arrayBuffer();
}

async function fetchFile(url: URL): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url);
  } catch {
    throw new BootError(
      `${url.pathname} could not be loaded. Are you offline? Reload the page when the network is back.`,
    );
  }
  if (!response.ok) throw new BootError(`${url.pathname} could not be loaded: the site answered ${response.status}.`);
  return response;
}

/** How much of a download has come. */
export interface Amount {
  /** Bytes, as they are without the compression of the way. */
  done: number;
  total: number;
}

/** Told that a package or a host takes a while to load, when it is there or has failed, and how far it is. */
export type OnSlow = (name: string, over: Promise<void>, amount?: () => Amount) => void;
