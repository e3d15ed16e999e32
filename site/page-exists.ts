import { existsSync } from 'node:fs';

/** Whether the site has such a page, by its folder or file below `site/pages/`: nothing links to what is not there. */
export const pageExists = (page: string): boolean =>
  ['', '.astro', '/index.astro'].some((end) => existsSync(`site/pages/${page}${end}`));
