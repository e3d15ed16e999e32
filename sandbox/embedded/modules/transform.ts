import remapping from '@jridgewell/remapping';

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

export interface Transformed {
  /** The body of an async function in the form that Vite's module runner evaluates. */
  code: string;
  /** Source map v3 from `code` to the source as it was written. */
  map: object;
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
 * TypeScript or JavaScript → a module for Vite's module runner, the way Vitest prepares it in Node.
 *
 * @throws {SourceError} when the source cannot be parsed; its message holds path, line, column and the line itself.
 */
export function createTransform(oxc: Oxc): (path: string, source: string) => Transformed {
  return (path, source) => {
    const stripped = oxc.transformSync(path, source, { sourcemap: true, target: 'esnext' });
    if (stripped.errors[0]) throw sourceError(path, source, stripped.errors[0]);
    const linked = oxc.moduleRunnerTransformSync(path, stripped.code, { sourcemap: true });
    if (linked.errors[0]) throw sourceError(path, stripped.code, linked.errors[0]);
    const maps = [linked.map, stripped.map] as Parameters<typeof remapping>[0];
    return {
      code: linked.code,
      map: { ...remapping(maps, () => null), sources: [path], sourcesContent: [source] },
      deps: linked.deps,
      dynamicDeps: linked.dynamicDeps,
      importedNames: importedNames(linked.code),
      exportedNames: exportedNames(linked.code),
    };
  };
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
