/** How often each name was asked for, page by page: pages are drawn side by side. */
const pages = new WeakMap<object, Map<string, number>>();

/** `name`, then `name-2`, `name-3` …: an id that is unique in the page and the same in every build. */
export function uniqueId(page: object, name: string): string {
  const counts = pages.get(page) ?? new Map<string, number>();
  pages.set(page, counts);
  const count = (counts.get(name) ?? 0) + 1;
  counts.set(name, count);
  return count === 1 ? name : `${name}-${count}`;
}
