interface Files {
  /** URLs that the exercise's page asks for, in its order. */
  page: string[];
  fine: string[];
  coarse: string[];
}

interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/**
 * While the lesson is read, what its first exercise will need comes into the browser's cache: one file after the other,
 * behind everything else, and not where data is dear.
 */
export function fetchAhead(links: Iterable<HTMLAnchorElement>): void {
  const [first] = links;
  const { saveData, effectiveType = '4g' } = (navigator as { connection?: Connection }).connection ?? {};
  if (!first || !import.meta.env.PROD || saveData || effectiveType !== '4g') return;
  const idle = globalThis.requestIdleCallback ?? ((act: () => void) => setTimeout(act, 1000));
  const begin = () => idle(() => void fetchAll(first.href).catch(() => {}));
  if (document.readyState === 'complete') begin();
  else addEventListener('load', begin, { once: true });
}

async function fetchAll(exercise: string): Promise<void> {
  const files = (await (await get(`${exercise}files.json`)).json()) as Files;
  const editor = matchMedia('(pointer: coarse)').matches ? files.coarse : files.fine;
  for (const url of [exercise, ...files.page, ...editor]) await (await get(url)).arrayBuffer();
}

const get = (url: string): Promise<Response> => fetch(url, { priority: 'low' });
