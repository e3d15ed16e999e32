// `node scripts/third-party.ts`: writes THIRD-PARTY.md, the packages whose code reaches a reader's browser.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { command, project } from './command.ts';

interface Manifest {
  name: string;
  version: string;
  license?: string;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** These build the site and stay behind. */
const builders = ['astro', 'esbuild', '@astrojs/mdx', '@astrojs/preact', 'fontkitten', 'sharp', 'zod'];
/** Only its module runner is in the engine, which stands alone. */
const alone = ['vite'];

await command('Usage: node scripts/third-party.ts', async () => {
  const found = new Map<string, Manifest>();
  const { dependencies = {} } = read(project)!;
  for (const name of Object.keys(dependencies)) if (!builders.includes(name)) collect(name, project, found);
  const rows = [...found.values()]
    .toSorted((one, other) => one.name.localeCompare(other.name) || one.version.localeCompare(other.version))
    .map(({ name, version, license }) => `| ${name} | ${version} | ${license ?? 'not stated'} |`);
  const text = `# Third-party packages

These packages, or parts of them, are in the course and its embedded runtime, each under the licence that it states.
Written by \`node scripts/third-party.ts\` from what is installed.

| Package | Version | Licence |
| --- | --- | --- |
${rows.join('\n')}

\`sandbox/embedded/sqlite/wasm/sqlite3.wasm\` is compiled from C (\`build.sh\` beside it says how):

| Source | Version | Licence |
| --- | --- | --- |
| SQLite, as better-sqlite3 ships it | ${sqliteVersion()} | public domain |
| wasi-libc: musl's functions, and dlmalloc | 0.0~git20220510 | MIT, CC0-1.0 |
| LLVM's compiler-rt | 19.1.7 | Apache-2.0 WITH LLVM-exception |

\`sandbox/config/compose/schema.json\` is the schema of the
[Compose Specification](https://github.com/compose-spec/compose-spec) (Apache-2.0), without its titles and descriptions.
`;
  writeFileSync(path.join(project, 'THIRD-PARTY.md'), text);
  console.log(`Wrote THIRD-PARTY.md: ${rows.length} packages. \`npm run format\` aligns it.`);
  return 0;
});

function sqliteVersion(): string {
  const header = readFileSync(path.join(project, 'node_modules/better-sqlite3/deps/sqlite3/sqlite3.h'), 'utf8');
  return /#define SQLITE_VERSION\s+"(.+)"/.exec(header)![1]!;
}

/** A package and all that it depends on, each where Node would find it. */
function collect(name: string, from: string, found: Map<string, Manifest>): void {
  const folder = locate(name, from);
  const manifest = folder && read(folder);
  if (!manifest || found.has(folder) || builders.includes(name)) return;
  found.set(folder, manifest);
  if (alone.includes(name)) return;
  for (const dependency of Object.keys(manifest.dependencies ?? {})) collect(dependency, folder, found);
}

function locate(name: string, from: string): string | undefined {
  const here = path.join(from, 'node_modules', name);
  if (existsSync(path.join(here, 'package.json'))) return here;
  const above = path.dirname(from);
  return above === from ? undefined : locate(name, above);
}

function read(folder: string): Manifest | undefined {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}
