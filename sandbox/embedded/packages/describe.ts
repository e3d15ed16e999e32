/**
 * What Node makes of every module that exercises may import: `node describe.ts` reads specifiers as JSON from stdin and
 * answers with a `Description` of each. A process of its own, because some modules change what they are loaded into.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export interface Description {
  /** The files that `import` and `require` mean, which differ in packages that ship both forms. */
  import: string;
  require: string;
  format: 'module' | 'commonjs';
  /** Names that can be imported, `default` among them where there is one. */
  names: string[];
}

const require = createRequire(import.meta.url);

async function describe(specifier: string): Promise<Description> {
  const file = fileURLToPath(import.meta.resolve(specifier));
  const namespace = (await import(specifier)) as object;
  // Node's own word for "the whole module", not an export that anybody wrote.
  const names = Object.keys(namespace).filter((name) => name !== 'module.exports');
  return { import: file, require: resolve(specifier) ?? file, format: formatOf(file), names };
}

function resolve(specifier: string): string | undefined {
  try {
    return require.resolve(specifier);
  } catch {
    // Some packages can be imported only.
    return undefined;
  }
}

function formatOf(file: string): Description['format'] {
  if (file.endsWith('.mjs')) return 'module';
  if (file.endsWith('.cjs')) return 'commonjs';
  for (let folder = path.dirname(file); folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const manifest = path.join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { type } = JSON.parse(readFileSync(manifest, 'utf8')) as { type?: string };
    return type === 'module' ? 'module' : 'commonjs';
  }
  return 'commonjs';
}

if (import.meta.main) {
  const specifiers = JSON.parse(await text(process.stdin)) as string[];
  const answer: Record<string, Description | { error: string }> = {};
  for (const specifier of specifiers) {
    answer[specifier] = await describe(specifier).catch((error: Error) => ({ error: error.message }));
  }
  process.stdout.write(JSON.stringify(answer), () => process.exit(0));
}
