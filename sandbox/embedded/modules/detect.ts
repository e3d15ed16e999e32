import { isModuleSource } from './compile.ts';
import type { Position } from './stacks.ts';
import type { SourceError, Transform } from './transform.ts';

/** Whether Node takes a file for an ES module that neither its name nor a package.json says anything about. */
export function isModuleFile(transform: Transform, path: string, source: string): boolean {
  if (!path.endsWith('.ts')) return isModuleSource(source);
  try {
    return isModuleSource(transform(path, source, 'commonjs').code);
  } catch {
    // No CommonJS; what else is wrong with it shows when it is loaded.
    return true;
  }
}

/** Where a source that does not compile goes wrong. */
export function faultPlace(transform: Transform, path: string, source: string): Position | undefined {
  try {
    transform(path, source, 'suite');
  } catch (error) {
    const { line, column } = error as Partial<SourceError>;
    if (line === undefined || column === undefined) return undefined;
    const text = source.split('\n')[line - 1] ?? '';
    const length = /^[\w$]+/.exec(text.slice(column - 1))?.[0].length ?? 1;
    return { url: path, line, column, text, length };
  }
  return undefined;
}
