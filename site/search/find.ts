import { groupsOf, type Found, type Group } from './groups.ts';

interface Pagefind {
  init(): Promise<void>;
  options(options: object): Promise<void>;
  search(words: string): Promise<{ results: { data(): Promise<Found> }[] }>;
  destroy(): Promise<void>;
}

/** Results that are looked at: enough for every kind to be among them. */
const looked = 24;

let loading: Promise<Pagefind> | undefined;

/** Loads the index; its engine runs in a worker, so that pages need not allow WebAssembly. Rejects when it cannot be had. */
export function loadIndex(base: string): Promise<unknown> {
  return (loading ??= load(base).catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

let tries = 0;

async function load(base: string): Promise<Pagefind> {
  // A module that failed once is not asked for again under the same address.
  const again = tries++ ? `?${tries}` : '';
  const pagefind = (await import(/* @vite-ignore */ `${base}pagefind/pagefind.js${again}`)) as Pagefind;
  await pagefind.options({ basePath: `${base}pagefind/`, baseUrl: '/', excerptLength: 18 });
  await pagefind.init();
  // The first search loads the rest; it says so when that fails.
  await pagefind.search('server');
  return pagefind;
}

/** What is found for these words, in groups. */
export async function find(base: string, words: string): Promise<Group[]> {
  await loadIndex(base);
  const pagefind = await loading!;
  const { results } = await pagefind.search(words);
  return groupsOf(await Promise.all(results.slice(0, looked).map((one) => one.data())));
}
