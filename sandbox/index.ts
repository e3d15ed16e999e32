import type { Runtime } from './types.ts';
import { runtimes, type RuntimeName, type RuntimeOptions } from './runtimes/index.ts';

export type * from './types.ts';
export type { RuntimeName, RuntimeOptions } from './runtimes/index.ts';

/**
 * Starts a place where exercises run. The runtime's code is loaded only when it is asked for.
 *
 *     const runtime = await createRuntime('embedded', { assets: '/engine/' });
 *     await runtime.mount({ 'app.ts': '…', 'app.test.ts': '…' });
 *     const report = await runtime.test();
 *
 * Rejects with an error whose message says what to do when the runtime cannot start.
 */
export async function createRuntime<Name extends RuntimeName>(
  name: Name,
  options: RuntimeOptions[Name],
): Promise<Runtime> {
  const load = runtimes[name];
  if (!load) throw new Error(`There is no runtime “${name}”. Known are: ${Object.keys(runtimes).join(', ')}.`);
  return load(options);
}
