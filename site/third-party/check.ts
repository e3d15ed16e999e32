import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isAllowed } from './allowed.ts';
import { binaries, checkCompiled } from './compiled.ts';
import { installedPackages } from './installed.ts';
import { readNotices, type Notice } from './notices.ts';

const advice =
  '`node scripts/third-party.ts` writes the notices; site/third-party/ says what is compiled in and allowed.';

/**
 * Whether THIRD-PARTY.md names everything that readers get, and nothing under a licence that forbids it.
 *
 * @param root The folder of the project. Astro bundles what runs on the server, so no file can be found from this one.
 * @returns a sentence for each fault
 */
export function checkNotices(root: string): string[] {
  const notices = readNotices(readFileSync(path.join(root, 'THIRD-PARTY.md'), 'utf8'));
  const works = [...installedPackages(root), ...binaries.flatMap((binary) => binary.works)];
  return [...missing(works, notices), ...forbidden([...works, ...notices]), ...checkCompiled(root)];
}

/** Works without a notice. */
export function missing(works: Notice[], notices: Notice[]): string[] {
  const listed = new Set(notices.map(({ name, version, licence }) => `${name} ${version} ${licence}`));
  return works
    .filter(({ name, version, licence }) => !listed.has(`${name} ${version} ${licence}`))
    .map(({ name, version, licence }) => `THIRD-PARTY.md has no notice of ${name} ${version} (${licence}).`);
}

/** Works under a licence that is not on the list. */
export function forbidden(works: Notice[]): string[] {
  const found = works.filter(({ licence }) => !isAllowed(licence));
  return [...new Set(found.map(({ name, version, licence }) => `${name} ${version} is under “${licence}”, which is not allowed.`))]; // prettier-ignore
}

/** @throws {Error} with all faults, for a build to end with. */
export function requireNotices(root: string): void {
  const faults = checkNotices(root);
  if (faults.length) throw new Error(`The notices of third parties are not right.\n${faults.join('\n')}\n${advice}`);
}

/**
 * The packages that a bundle really has, by its modules' places.
 *
 * @returns a sentence for each that has no notice
 */
export function unnoticedModules(modules: Iterable<string>, root: string): string[] {
  const listed = new Set(readNotices(readFileSync(path.join(root, 'THIRD-PARTY.md'), 'utf8')).map(({ name }) => name));
  const names = [...modules].flatMap((id) => {
    const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
    return name ? [name] : [];
  });
  return [...new Set(names)].filter((name) => !listed.has(name)).map((name) => `The bundle contains ${name}, of which THIRD-PARTY.md has no notice.`); // prettier-ignore
}
