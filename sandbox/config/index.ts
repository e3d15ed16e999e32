import { judge } from './judge.ts';
import type { ConfigKind, Context, Finding, Linter } from './types.ts';

export { configKinds, type ConfigKind, type Context, type Finding, type Severity } from './types.ts';

// Each kind is loaded when it is asked for: some bring a parser along.
const linters: Record<ConfigKind, () => Promise<Linter<unknown>>> = {
  dockerfile: async () => (await import('./dockerfile/index.ts')).dockerfile as Linter<unknown>,
  compose: async () => (await import('./compose/index.ts')).compose as Linter<unknown>,
  workflow: async () => (await import('./workflow/index.ts')).workflow as Linter<unknown>,
  nginx: async () => (await import('./nginx/index.ts')).nginx as Linter<unknown>,
  systemd: async () => (await import('./systemd/index.ts')).systemd as Linter<unknown>,
  kubernetes: async () => (await import('./kubernetes/index.ts')).kubernetes as Linter<unknown>,
  openapi: async () => (await import('./openapi/index.ts')).openapi as Linter<unknown>,
  env: async () => (await import('./env.ts')).env as Linter<unknown>,
};

/** The ids of a kind's rules. The first ones, from `syntax` on, are always held to. */
export async function ruleIds(kind: ConfigKind): Promise<string[]> {
  const { checks = {}, rules } = await linters[kind]();
  return ['syntax', ...Object.keys(checks), ...rules.map(({ id }) => id)];
}

/** What is wrong with a configuration, from its first line to its last. `rules` names those that count. */
export async function lint(
  kind: ConfigKind,
  text: string,
  rules?: readonly string[],
  context: Context = {},
): Promise<Finding[]> {
  const linter = await linters[kind]();
  return judge(linter, await linter.read(text, context), rules);
}
