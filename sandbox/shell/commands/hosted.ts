import { defineCommand, type Command } from 'just-bash/browser';
import type { ShellServices } from '../types.ts';
import { curl } from './curl.ts';
import { sort } from './sort.ts';
import { ls, uniq } from './usual.ts';
import type { CommandParts, Run } from './index.ts';

/**
 * Commands that bring much code or a host of their own, each loaded when it is first called. A new one is a line here;
 * the terminal of the page, `<Shell>` and the shells of suites have it then.
 */
export const hosted: Record<string, () => Promise<Run>> = {
  async git() {
    await bringBuffer();
    return (await import('../git/command.ts')).git;
  },
  psql: async () => (await import('./psql.ts')).psql,
  python3: async () => (await import('./python3.ts')).python3,
  async 'redis-cli'() {
    await bringBuffer();
    return (await import('./redis-cli.ts')).redisCli;
  },
};

/** For what is made for Node; a page's worker has no Buffer of its own. */
async function bringBuffer() {
  (globalThis as { Buffer?: unknown }).Buffer ??= (await import('buffer')).Buffer;
}

/** The commands of scripts that suites run, beside the interpreter's own. */
export function scriptCommands(host: Pick<ShellServices, 'http' | 'connect'>): Command[] {
  // These commands need nothing of a page but what is here.
  const parts = { host } as CommandParts;
  return [
    sort,
    uniq,
    ls,
    defineCommand('curl', (args, ctx) => curl(args, ctx, parts)),
    ...Object.entries(hosted).map(([name, load]) =>
      defineCommand(name, async (args, ctx) => (await load())(args, ctx, parts)),
    ),
  ];
}
