import type { Runtime } from '../types.ts';
import type { EmbeddedOptions } from './embedded.ts';

export interface RuntimeOptions {
  embedded: EmbeddedOptions;
}

export type RuntimeName = keyof RuntimeOptions;

/** Name → the runtime, imported when it is first asked for. */
export const runtimes: { [Name in RuntimeName]: (options: RuntimeOptions[Name]) => Promise<Runtime> } = {
  embedded: async (options) => (await import('./embedded.ts')).createEmbeddedRuntime(options),
};
