import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { collectTypes } from './collect.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** One JSON file for each package, and `index.json`. */
export const typesDirectory = path.join(root, '.types');
const stamp = path.join(typesDirectory, 'inputs');

/** Writes the types that the editor loads, unless they are those of the installed packages already. */
export function buildTypes(): void {
  const inputs = hashInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return;
  rmSync(typesDirectory, { recursive: true, force: true });
  mkdirSync(typesDirectory, { recursive: true });
  const { chunks, needs } = collectTypes();
  for (const [name, files] of Object.entries(chunks)) {
    writeFileSync(path.join(typesDirectory, `${fileName(name)}.json`), JSON.stringify(files));
  }
  const named = Object.entries(needs).map(([name, list]) => [name, list.map(fileName)]);
  writeFileSync(path.join(typesDirectory, 'index.json'), JSON.stringify(Object.fromEntries(named)));
  writeFileSync(stamp, inputs);
}

/** `@types/node` → `types__node`: a name for a file and a URL. */
const fileName = (chunk: string) => chunk.replace(/^[@#]/, '').replaceAll('/', '__');

function hashInputs(): string {
  // What parts of `#testing` give to suites is declared where it is made.
  const folders = ['site/types', 'sandbox/testing', 'sandbox/services', 'sandbox/languages'];
  const files = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root },
  ).toSorted();
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'package.json', 'sandbox/embedded/packages/manifest.ts', ...files]) {
    const whole = path.join(root, file);
    if (existsSync(whole)) hash.update(readFileSync(whole));
  }
  return hash.digest('hex');
}
