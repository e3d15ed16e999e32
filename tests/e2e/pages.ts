import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';

const dist = path.resolve(import.meta.dirname, '../../dist');
/** Pages that one template makes in numbers. */
const kinds = [/^\/lessons\//, /^\/stages\//];

/** Every page of the built site that the site's layout makes, by its address. */
export const allPages: string[] = globSync('**/*.html', { cwd: dist })
  .map((file) => `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`)
  .filter((page) => !/^\/engine\/|^\/preview\.html$/.test(page))
  .sort();

/** The pages to read, without the workspaces, which have specs of their own; so many for all of one template. */
export const readingPages = (samples: number): string[] =>
  allPages
    .filter((page) => !/^\/(?:exercises\/[^/]+|full-node|playground)\//.test(page))
    .filter((page, _, pages) => {
      const kind = kinds.find((one) => one.test(page));
      return !kind || pages.filter((other) => kind.test(other)).indexOf(page) < samples;
    });

export const htmlOf = (page: string): string =>
  readFileSync(path.join(dist, page.endsWith('/') ? `${page}index.html` : page), 'utf8');
