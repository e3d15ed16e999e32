import manifest from '../package.json';

/** The project on the web; undefined while package.json names no repository. */
export function repositoryAddress(): string | undefined {
  const { repository } = manifest as { repository?: string | { url: string } };
  const url = typeof repository === 'string' ? repository : repository?.url;
  return url?.replace(/^git\+/, '').replace(/\.git$/, '');
}

/** Where a file of this repository can be changed on the web; undefined while package.json names no repository. */
export function editAddress(file: string): string | undefined {
  const address = repositoryAddress();
  return address && `${address}/edit/main/${file}`;
}
