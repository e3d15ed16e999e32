import remapping from '@jridgewell/remapping';
import { trackAwaits } from './await-context.ts';

/** The two functions of oxc-transform that we use: its native build in Node, its WASM build in a browser. */
export interface Oxc {
  transformSync(path: string, source: string, options: object): { code: string; map?: object; errors: OxcError[] };
  moduleRunnerTransformSync(
    path: string,
    source: string,
    options: object,
  ): { code: string; map?: object; deps: string[]; dynamicDeps: string[]; errors: OxcError[] };
}

interface OxcError {
  message: string;
  helpMessage: string | null;
  labels: { start: number; end: number }[];
}

export type HoistMocks = (path: string, code: string) => { code: string; map: object } | undefined;

export interface Transformed {
  /** The body of an async function in the form that Vite's module runner evaluates. */
  code: string;
  /** JavaScript without types, otherwise as it was written. */
  plain: string;
  /** Source map v3 from `code` to the source as it was written. */
  map: object | undefined;
  /** Specifiers of static imports, in order. */
  deps: string[];
  dynamicDeps: string[];
  /** Specifier → names that are imported from it (`default` included); absent for `import * as`. */
  importedNames: Record<string, string[]>;
  /** Exported names; undefined when `export * from` hides some of them. */
  exportedNames: string[] | undefined;
}

export class SourceError extends Error {
  override name = 'SyntaxError';
  path: string;
  line: number;
  column: number;
  constructor(path: string, line: number, column: number, text: string, lineText: string) {
    const number = String(line);
    const pad = ' '.repeat(number.length);
    super(
      `${path}, line ${line}, column ${column}: ${text}\n\n  ${number} | ${lineText}\n  ${pad} | ${' '.repeat(column - 1)}^`,
    );
    this.path = path;
    this.line = line;
    this.column = column;
  }
}

/**
 * - `suite`: a module for Vite's module runner, the way that Vitest prepares it in Node.
 * - `module`: the same, without the liberty of leaving out imports that only seem to name types: Node strips no more
 *   than what is marked as a type.
 * - `commonjs`: types go, the rest stays.
 *
 * `hoistMocks` moves a suite's mocks above its imports; what is imported is read before that.
 */
export type Form = 'suite' | 'module' | 'commonjs';

/** @throws {SourceError} when the source cannot be parsed; its message holds path, line, column and the line itself. */
export type Transform = (path: string, source: string, form?: Form, options?: TransformOptions) => Transformed;

export interface TransformOptions {
  /** Whether an AsyncLocalStorage must find its values after each `await`. */
  trackAwaits?: boolean;
}

export function createTransform(oxc: Oxc, hoistMocks?: HoistMocks): Transform {
  return (path, source, form = 'suite', options = {}) => {
    const plain = strip(oxc, path, source, form);
    const tracked = options.trackAwaits && trackAwaits(plain.code, form === 'commonjs' ? 'script' : 'module');
    const stripped = tracked || plain;
    const moved = form === 'suite' ? hoistMocks?.(path, stripped.code) : undefined;
    const linked = form === 'commonjs' ? undefined : link(oxc, path, stripped.code);
    const final = moved ? link(oxc, path, moved.code) : linked;
    const maps = [final?.map, moved?.map, tracked ? tracked.map : undefined, plain.map].filter(
      (map) => map !== undefined,
    );
    return {
      code: final?.code ?? stripped.code,
      plain: stripped.code,
      map: maps.length === 0 ? undefined : joined(maps, path, source),
      deps: linked?.deps ?? [],
      dynamicDeps: linked?.dynamicDeps ?? [],
      importedNames: importedNames(linked?.code ?? ''),
      exportedNames: exportedNames(linked?.code ?? ''),
    };
  };
}

const joined = (maps: object[], path: string, source: string) => ({
  ...remapping(maps as MapInput, () => null),
  sources: [path],
  sourcesContent: [source],
});

type MapInput = Parameters<typeof remapping>[0];

function strip(oxc: Oxc, path: string, source: string, form: Form): { code: string; map?: object } {
  if (form !== 'suite' && !/\.[cm]?tsx?$/.test(path)) return { code: source };
  const typescript = form === 'suite' ? {} : { typescript: { onlyRemoveTypeImports: true } };
  const sourceType = form === 'commonjs' ? { sourceType: 'commonjs' } : {};
  const result = oxc.transformSync(path, source, { sourcemap: true, target: 'esnext', ...typescript, ...sourceType });
  if (result.errors[0]) throw sourceError(path, source, result.errors[0]);
  return result;
}

function link(oxc: Oxc, path: string, code: string) {
  const linked = oxc.moduleRunnerTransformSync(path, code, { sourcemap: true });
  if (linked.errors[0]) throw sourceError(path, code, linked.errors[0]);
  return linked;
}

function sourceError(path: string, source: string, error: OxcError): SourceError {
  const offset = offsetOf(source, error.labels[0]?.start ?? 0);
  const before = source.slice(0, offset).split('\n');
  const line = before.length;
  const column = (before.at(-1) ?? '').length + 1;
  const text = error.helpMessage ? `${error.message}. ${error.helpMessage}` : error.message;
  return new SourceError(path, line, column, text, source.split('\n')[line - 1] ?? '');
}

/** oxc counts UTF-8 bytes, JavaScript counts UTF-16 units. */
function offsetOf(source: string, bytes: number): number {
  return new TextDecoder().decode(new TextEncoder().encode(source).subarray(0, bytes)).length;
}

// Both read oxc's own output, whose form is fixed; a look-alike inside a string costs a wrong message at most.

function importedNames(code: string): Record<string, string[]> {
  const names: Record<string, string[]> = {};
  for (const match of code.matchAll(/__vite_ssr_import__\("([^"]+)", \{ importedNames: (\[[^\]]*\]) \}\)/g)) {
    (names[match[1]!] ??= []).push(...(JSON.parse(match[2]!) as string[]));
  }
  return names;
}

function exportedNames(code: string): string[] | undefined {
  if (code.includes('__vite_ssr_exportAll__(')) return undefined;
  return [...code.matchAll(/Object\.defineProperty\(__vite_ssr_exports__, "([^"]+)"/g)].map((match) => match[1]!);
}
