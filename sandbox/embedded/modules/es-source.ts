/** From a source to a record of an ES module that can run. */
import { compileFunction, hasTopLevelAwait } from './compile.ts';
import { createRecord, namespaceOf, type EsModule, type Request } from './es-module.ts';
import { faultPlace } from './detect.ts';
import { markPlace, type Position } from './stacks.ts';
import type { Transform } from './transform.ts';

export interface SourceHost {
  transform: Transform;
  meta(url: string, path: string): object;
  import(specifier: string, from: string, options?: unknown): Promise<unknown>;
}

// The form of the transform's output is fixed: exports first, then imports, one statement each.
const importLine =
  /^const (__vite_ssr_import_\d+__) = await __vite_ssr_import__\(("(?:[^"\\]|\\.)*")(?:, \{ importedNames: (\[[^\]]*\]) \})?\);/gm;
const exportLine = /^Object\.defineProperty\(__vite_ssr_exports__, ("(?:[^"\\]|\\.)*"), \{/gm;
const starLine = /^__vite_ssr_exportAll__\((__vite_ssr_import_\d+__)\);/gm;
const parameters =
  '__vite_ssr_exports__, __vite_ssr_import_meta__, __vite_ssr_import__, __vite_ssr_dynamic_import__, __vite_ssr_exportAll__';

/** @param url How Node calls the module in stacks and in `import.meta`. */
export function sourceRecord(host: SourceHost, url: string, path: string, source: string): EsModule {
  const { code, map } = readable(host.transform, url, path, source);
  const requests: Request[] = [];
  const variables = new Map<string, string>();
  const linked = code.replace(importLine, (line, variable: string, quoted: string, names?: string) => {
    const specifier = JSON.parse(quoted) as string;
    variables.set(variable, specifier);
    const type = attributeOf(source, specifier);
    requests.push({
      specifier,
      names: names === undefined ? undefined : (JSON.parse(names) as string[]),
      ...(type !== undefined && { type }),
    });
    return line.replace('await ', '');
  });
  const record = createRecord({
    url,
    requests,
    own: new Set([...code.matchAll(exportLine)].map((match) => JSON.parse(match[1]!) as string)),
    stars: [...code.matchAll(starLine)].map((match) => variables.get(match[1]!)!),
    waits: hasTopLevelAwait(linked),
    run: () => start(),
    placeOf: (specifier, name) => placeOf(source, url, specifier, name),
  });
  const read = (specifier: string, metadata?: object) => {
    const dependency = record.dependencies.get(specifier)!;
    return metadata ? dependency.exports : namespaceOf(dependency);
  };
  const load = (specifier: unknown, options?: unknown) => host.import(String(specifier), path, options);
  const bind = (body: string, generator: boolean) => {
    const head = `(${record.waits ? 'async ' : ''}function${generator ? '*' : ''} (${parameters}) {"use strict"; `;
    const run = compileFunction(head, body, '})', { url, map, source });
    return () => run(record.exports, host.meta(url, path), read, load, () => {});
  };
  let body: (() => unknown) | undefined = bind(linked, false);
  const start = (): void | Promise<void> => {
    const result = body!() as void | Promise<void>;
    body = undefined;
    nameDefault(record.exports);
    return result;
  };
  record.prepare = () => {
    const steps = bind(pauseAfterImports(linked), true)() as Iterator<void> | AsyncIterator<void>;
    void steps.next();
    record.run = () => {
      const step = steps.next() as IteratorResult<void> | Promise<unknown>;
      nameDefault(record.exports);
      return step instanceof Promise ? step.then(() => {}) : undefined;
    };
  };
  return record;
}

/** Where an import statement names something: what Node points to when there is no such export. */
function placeOf(source: string, url: string, specifier: string, name: string): Position {
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const statement = new RegExp(`\\b(?:import|export)\\b[^;'"]*(['"])${quoted}\\1`).exec(source);
  const from = statement?.index ?? 0;
  const within = name === 'default' ? /\bimport\s+/ : new RegExp(`\\b${name.replace(/\$/g, '\\$')}\\b`);
  const found = within.exec(source.slice(from));
  const at = from + (found ? found.index + (name === 'default' ? found[0].length : 0) : 0);
  const lines = source.slice(0, at).split('\n');
  const text = source.split('\n')[lines.length - 1] ?? '';
  return { url, line: lines.length, column: lines.at(-1)!.length + 1, text, length: found ? name.length : 1 };
}

/** The transform drops `with { type: … }`. */
function attributeOf(source: string, specifier: string): string | undefined {
  if (!/\bwith\s*\{/.test(source)) return undefined;
  const quoted = specifier.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const found = new RegExp(`(['"])${quoted}\\1\\s*with\\s*\\{\\s*(['"]?)type\\2\\s*:\\s*(['"])(\\w+)\\3`).exec(source);
  return found?.[4];
}

/** Functions exist once the body has begun; what follows the imports waits. */
function pauseAfterImports(code: string): string {
  const last = [...code.matchAll(/^const __vite_ssr_import_\d+__ = __vite_ssr_import__\(.*\);/gm)].at(-1);
  const lines = [...code.matchAll(/^const __vite_ssr_import_\d+__ = __vite_ssr_import__\([^;]*\);/gm)];
  const end = lines.at(-1) ?? last;
  const at = end ? end.index + end[0].length : 0;
  return `${code.slice(0, at)} yield;${code.slice(at)}`;
}

/** `export default () => {}` is called `default`. */
function nameDefault(exports: Record<string, unknown>) {
  try {
    const { default: value } = exports;
    if (typeof value === 'function' && value.name === '__vite_ssr_export_default__') {
      Object.defineProperty(value, 'name', { value: 'default', configurable: true });
    }
  } catch {
    // Not initialised: the body awaits, or threw.
  }
}

/** A fault in the source in the engine's own words, which are V8's, where it is one for the engine too. */
function readable(transform: Transform, url: string, path: string, source: string) {
  try {
    return transform(path, source, 'module');
  } catch (error) {
    const place = faultPlace(transform, path, source);
    if (!place) throw error;
    const fault = syntaxError(source) ?? new SyntaxError((error as Error).message.split('\n')[0]);
    markPlace(fault, { ...place, url });
    throw fault;
  }
}

function syntaxError(source: string): SyntaxError | undefined {
  try {
    // Imports and exports would be the first fault of a function's body.
    const body = source
      .replace(/^\s*import\b(?!\s*[(.])[^;'"]*(['"])[^'"]*\1;?/gm, '')
      .replace(/^(\s*)export\s+(?:default\s+)?/gm, '$1');
    void new Function(`return async () => {${body}\n}`);
  } catch (error) {
    return error as SyntaxError;
  }
  return undefined;
}
