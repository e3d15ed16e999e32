import { parse } from 'acorn';
import { hoistMocks as hoist } from '@vitest/mocker/transforms';

export interface Hoisted {
  code: string;
  /** Source map v3 from `code` to what was given. */
  map: object;
}

/** Moves `vi.mock`, `vi.unmock` and `vi.hoisted` above a module's imports; undefined when there is nothing to move. */
export function hoistMocks(path: string, code: string): Hoisted | undefined {
  const moved = hoist(code, path, parseModule as never, { root: '/' } as never);
  if (!moved) return undefined;
  return { code: moved.toString(), map: moved.generateMap({ hires: 'boundary', source: path }) };
}

export const parseModule = (code: string) =>
  parse(code, { ecmaVersion: 'latest', sourceType: 'module', allowHashBang: true, allowReturnOutsideFunction: true });
