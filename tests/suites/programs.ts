/**
 * `npx node tests/suites/programs.ts [--in bare|chromium] <folder> <file> …`: runs programs of a folder, whose packages
 * are in its `node_modules`, in native Node and in the engine, and compares what they print.
 */
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { printInBareRealm, printInChromium } from './engines.ts';
import { mountable, type MountedFiles } from './mount.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { in: { type: 'string', default: 'bare' } },
});
const [folder, ...programs] = positionals;
if (!folder || !programs.length) throw new Error('Which folder, and which programs?');
const root = path.resolve(folder);

const withoutPorts = (text: string) => text.trim().replace(/\b((?:127\.0\.0\.1|localhost):)\d+/g, '$1<port>');
let equal = 0;
for (const program of programs) {
  const node = withoutPorts(await printInNode(program));
  const print = values.in === 'chromium' ? printInChromium : printInBareRealm;
  const ours = withoutPorts(
    await print({ root, program, files: filesFor(program) }).catch((error: Error) => error.message),
  );
  if (ours === node) equal += 1;
  console.log(`${ours === node ? '✓' : '✗'} ${program}`);
  if (ours.trim() !== node.trim()) printDifference(node.split('\n'), ours.split('\n'));
}
console.log(`${equal} of ${programs.length} programs print the same`);
process.exit(equal < programs.length ? 1 : 0);

function printInNode(program: string): Promise<string> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program], { cwd: root, timeout: 60_000 }, (_error, stdout) => resolve(stdout));
  });
}

function printDifference(node: string[], ours: string[]): void {
  const at = node.findIndex((line, index) => line !== ours[index]);
  const from = at < 0 ? node.length : at;
  for (const line of node.slice(from, from + 3)) console.log(`    node: ${line.slice(0, 500)}`);
  for (const line of ours.slice(from, from + 8)) console.log(`    ours: ${line.slice(0, 500)}`);
}

/** The program, the files beside it, and the packages that these import with all that they depend on. */
function filesFor(program: string): MountedFiles {
  const source = readFileSync(path.join(root, program), 'utf8');
  const names = [...source.matchAll(/(?:from|import|require)\s*\(?\s*'((?:@[\w.-]+\/)?[\w.-]+)/g)].map(
    (match) => match[1]!,
  );
  const folders = new Set<string>();
  for (const name of names) if (!name.startsWith('.')) addPackage(name, root, folders);
  const found = mountable(root, path.dirname(program));
  for (const one of folders) Object.assign(found, mountable(root, path.relative(root, one)));
  found['package.json'] = { text: readFileSync(path.join(root, 'package.json'), 'utf8') };
  return found;
}

function addPackage(name: string, from: string, folders: Set<string>): void {
  const here = path.join(from, 'node_modules', name);
  if (!existsSync(path.join(here, 'package.json'))) {
    if (from !== root) addPackage(name, path.dirname(from), folders);
    return;
  }
  if (folders.has(here)) return;
  folders.add(here);
  const { dependencies, peerDependencies, optionalDependencies } = JSON.parse(
    readFileSync(path.join(here, 'package.json'), 'utf8'),
  ) as Record<string, object | undefined>;
  for (const one of Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies })) {
    addPackage(one, here, folders);
  }
}
