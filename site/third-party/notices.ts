/** One work of somebody else's. */
export interface Notice {
  name: string;
  version: string;
  licence: string;
}

/** The rows of the tables in THIRD-PARTY.md: what reaches a reader's browser. */
export function readNotices(markdown: string): Notice[] {
  const rows = [...markdown.matchAll(/^\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|\s*([^|]+?)\s*\|$/gm)];
  return rows
    .map(([, name = '', version = '', licence = '']) => ({ name, version, licence }))
    .filter(({ name, version }) => !/^-+$/.test(name) && version !== 'Version');
}
