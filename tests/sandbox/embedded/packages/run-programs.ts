/** Runs the programs in Node itself and in the engine, and prints what each one logged as JSON. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { openEngineRealm } from './engine-realm.ts';

const here = import.meta.dirname;
const [onlyNode, wanted] = [process.argv.includes('--node'), process.argv.slice(2).filter((name) => name !== '--node')];
const names = readdirSync(path.join(here, 'programs'))
  .filter((file) => file.endsWith('.js'))
  .map((file) => file.slice(0, -3))
  .filter((name) => name !== 'support' && !name.endsWith('-server'))
  .filter((name) => wanted.length === 0 || wanted.includes(name));

/** Servers of ours that programs start, in one file each where there are none of our sources. */
const servers: Record<string, string> = { redis: 'redis-server.js', mongodb: 'mongodb-server.js' };

// As the engine's own build leaves them out.
const nothing = './sandbox/services/redis/lua/nothing.ts';

function bundled(file: string): string {
  const result = buildSync({
    entryPoints: [path.join(here, 'programs', file)],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    absWorkingDir: path.resolve(here, '../../../..'),
    alias: { 'readline-sync': nothing, tmp: nothing },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return result.outputFiles[0]!.text;
}

/** The files that the engine gets: the same programs, and a main file. */
export function programFiles(only: string[]): Record<string, string> {
  const files: Record<string, string> = {};
  for (const file of readdirSync(path.join(here, 'programs'), { recursive: true }) as string[]) {
    const needed = ['support.js', 'postgres-server.js'].includes(file) || /^wrong-imports\/./.test(file);
    if (only.includes(file.slice(0, -3)) || needed) {
      files[`programs/${file}`] = readFileSync(path.join(here, 'programs', file), 'utf8');
    }
  }
  for (const name of only) if (name in servers) files[`programs/${servers[name]}`] = bundled(servers[name]!);
  files['helpers.js'] = readFileSync(path.join(here, 'helpers.js'), 'utf8');
  files['create-helpers.js'] = createHelpers();
  files['main.js'] = [
    "import { runPrograms } from './helpers.js';",
    ...only.map((name, index) => `import group${index} from './programs/${name}.js';`),
    `const groups = { ${only.map((name, index) => `'${name}': group${index}`).join(', ')} };`,
    "console.log('LOG' + JSON.stringify(await runPrograms(groups, '/tmp/programs')));",
  ].join('\n');
  return files;
}

/** The twin of `create-helpers.js` for where there is no such file to read. */
function createHelpers(): string {
  const text = readFileSync(path.join(here, '../node/program-helpers.js'), 'utf8').replace(/;\s*$/, '');
  return `const make = ${text.slice(text.indexOf('(require)'))};\nexport const createHelpers = () => make();`;
}

if (import.meta.main) {
  const faults: string[] = [];
  const fault = (error: unknown) => void faults.push(error instanceof Error ? String(error.stack) : String(error));
  process.on('uncaughtException', fault);
  process.on('unhandledRejection', fault);
  const folder = mkdtempSync(path.join(tmpdir(), 'programs-'));
  const { runPrograms } = (await import(path.join(here, 'helpers.js'))) as {
    runPrograms(groups: object, folder: string): Promise<object>;
  };
  const groups: Record<string, unknown> = {};
  for (const name of names) {
    groups[name] = ((await import(path.join(here, 'programs', `${name}.js`))) as { default: unknown }).default;
  }
  const node = await runPrograms(groups, folder);
  rmSync(folder, { recursive: true });
  // From here on faults are the realms' own.
  process.removeAllListeners('uncaughtException').removeAllListeners('unhandledRejection');
  const ours: Record<string, unknown> = {};
  for (const name of onlyNode ? [] : names) {
    const realm = await openEngineRealm();
    const limit = new Promise<{ message: string }>((resolve) =>
      setTimeout(resolve, 40_000, { message: 'did not end' }),
    );
    const report = await Promise.race([realm.start(programFiles([name]), 'main.js'), limit]);
    const line = realm.output.findLast((text) => text.includes('LOG{'));
    if (line) Object.assign(ours, JSON.parse(line.slice(line.indexOf('LOG{') + 3)));
    else faults.push(`${name}: ${report?.message ?? ''} ${realm.output.join('').slice(0, 5000)}`);
    realm.close();
  }
  process.stdout.write(`\nRESULT${JSON.stringify({ node, ours, faults })}`, () => process.exit(0));
}
