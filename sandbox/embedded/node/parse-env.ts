import { invalidArgType } from './errors.ts';

/** `util.parseEnv`: the lines of an .env file. */
export function parseEnv(text: string): Record<string, string> {
  if (typeof text !== 'string') throw invalidArgType('content', 'string', text);
  const result: Record<string, string> = {};
  const line = /^\s*(?:export\s+)?([\w.-]+)\s*=[^\S\n]*(?:"((?:[^"\\]|\\.)*)"|'([^']*)'|`([^`]*)`|([^\n#]*))?/gm;
  for (const [, key, double, single, tick, plain] of text.matchAll(line)) {
    result[key as string] = double?.replaceAll('\\n', '\n') ?? single ?? tick ?? (plain ?? '').trim();
  }
  return result;
}
