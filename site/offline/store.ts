import { keyOf, type Manifest, type ManifestFile } from './protocol.ts';

/** A version that has been installed here; `since` orders them. */
interface Installed {
  manifest: Manifest;
  since: number;
}

/**
 * One cache for all versions: a file is kept under its address and the hash of its contents, so that a new version fetches
 * only what has changed. A version is there as long as its list is.
 */
export type Store = ReturnType<typeof createStore>;

export function createStore(scope: string, storage: CacheStorage = caches) {
  const name = `engine-room ${new URL(scope).pathname}`;
  let gone = false;
  const open = async () => {
    // To open it would make it anew.
    if (gone) throw new Error('What was stored has been deleted.');
    return storage.open(name);
  };
  const { url, listUrl, urlsOf } = createAddresses(scope);

  return {
    async get(address: string, file: ManifestFile): Promise<Response | undefined> {
      if (gone) return undefined;
      return (await open()).match(url(keyOf(address, file)));
    },
    async put(address: string, file: ManifestFile, body: BodyInit): Promise<void> {
      const headers = { 'Content-Type': file.type, 'Content-Length': String(file.bytes) };
      await (await open()).put(url(keyOf(address, file)), new Response(body, { headers }));
    },
    /** Whatever version of it is there: for pages that were opened before an update. */
    async anyOf(address: string): Promise<Response | undefined> {
      if (gone) return undefined;
      return (await open()).match(url(address), { ignoreSearch: true });
    },
    /** The addresses of this version that are not there yet. */
    async missing(manifest: Manifest): Promise<string[]> {
      const there = new Set((await (await open()).keys()).map((request) => request.url));
      return Object.entries(manifest.files).flatMap(([address, file]) =>
        there.has(url(keyOf(address, file))) ? [] : address,
      );
    },
    async list(version: string): Promise<Manifest | undefined> {
      if (gone) return undefined;
      const found = await (await open()).match(listUrl(version));
      return found && ((await found.json()) as Installed).manifest;
    },
    async addList(manifest: Manifest): Promise<void> {
      const installed: Installed = { manifest, since: Date.now() };
      await (await open()).put(listUrl(manifest.version), Response.json(installed));
    },
    get gone(): boolean {
      return gone;
    },
    /** Deletes everything; from then on nothing is found here, and nothing can be put. */
    async forget(): Promise<void> {
      gone = true;
      await storage.delete(name);
    },
    /** Forgets every version that is older than this one, unless it is in use, and each file that no version needs. */
    async keepOnly(version: string, inUse: ReadonlySet<string>): Promise<void> {
      const cache = await open();
      const all = await listsIn(cache);
      const wanted = new Set(neededBy(all, version, inUse).flatMap(urlsOf));
      const unneeded = (await cache.keys()).filter((request) => !wanted.has(request.url));
      await Promise.all(unneeded.map((request) => cache.delete(request)));
    },
  };
}

async function listsIn(cache: Cache): Promise<Installed[]> {
  const keys = (await cache.keys()).filter((request) => request.url.endsWith('?list'));
  return Promise.all(keys.map(async (request) => (await (await cache.match(request))!.json()) as Installed));
}

/** Under which address each thing is kept. */
function createAddresses(scope: string) {
  const url = (address: string) => new URL(address, scope).href;
  const listUrl = (version: string) => url(`offline.${version}.json?list`);
  const urlsOf = ({ manifest: { version, files } }: Installed) => [
    listUrl(version),
    ...Object.entries(files).map(([address, file]) => url(keyOf(address, file))),
  ];
  return { url, listUrl, urlsOf };
}

/** This version, newer ones, and those that are in use. */
function neededBy(all: Installed[], version: string, inUse: ReadonlySet<string>): Installed[] {
  const own = all.find(({ manifest }) => manifest.version === version);
  return all.filter(
    ({ manifest, since }) =>
      manifest.version === version || inUse.has(manifest.version) || since > (own?.since ?? Infinity),
  );
}
