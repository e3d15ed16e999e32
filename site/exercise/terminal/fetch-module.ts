const imported = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"'\n]+\.js)["']/g;

/** Brings a module, and what it imports as it begins, into the browser's cache: its thread can start without a network. */
export async function fetchModule(url: string | URL, seen = new Set<string>()): Promise<void> {
  const { href } = new URL(url, location.href);
  if (seen.has(href)) return;
  seen.add(href);
  const text = await (await fetch(href)).text();
  await Promise.all([...text.matchAll(imported)].map(([, path = '']) => fetchModule(new URL(path, href), seen)));
}
