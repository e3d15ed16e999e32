import { isBuiltin } from 'node:module';
import type { Files } from '../sandbox/types.ts';

const imported = /^\s*(?:import|export|\})[^'"\n]*['"]((?:@[\w.-]+\/)?[a-z][\w./-]*)['"]/gm;

/** The npm packages that these sources import, without the test runner, which is always there. */
export function packagesOf(files: Files): string[] {
  const names = new Set<string>();
  for (const source of Object.values(files)) {
    for (const [, specifier = ''] of String(source).matchAll(imported)) {
      if (isBuiltin(specifier)) continue;
      const parts = specifier.split('/');
      names.add(parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/'));
    }
  }
  names.delete('vitest');
  return [...names].sort();
}
