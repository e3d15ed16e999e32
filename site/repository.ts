import manifest from '../package.json';

/** Where a file of this repository can be changed on the web; undefined while package.json names no repository. */
export function editAddress(file: string): string | undefined {
  const { repository } = manifest as { repository?: string | { url: string } };
  const url = typeof repository === 'string' ? repository : repository?.url;
  if (!url) return undefined;
  return `${url.replace(/^git\+/, '').replace(/\.git$/, '')}/edit/main/${file}`;
}
