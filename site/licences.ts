import { readFileSync } from 'node:fs';
import manifest from '../package.json';

export interface Licence {
  name: string;
  version: string;
  licence: string;
}

/** What this site uses directly, with the licence that each package states about itself. */
export function licences(): Licence[] {
  return Object.keys(manifest.dependencies)
    .map((name) => {
      const stated = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as Partial<
        Record<'version' | 'license', string>
      >;
      return { name, version: stated.version ?? 'unknown', licence: stated.license ?? 'not stated' };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}
