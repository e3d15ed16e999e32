import type { Runtime } from '../types.ts';
import type { EmbeddedOptions } from './embedded.ts';
import type { LocalOptions } from './local.ts';
import type { WebContainerOptions } from './webcontainer.ts';

export interface RuntimeOptions {
  embedded: EmbeddedOptions;
  local: LocalOptions;
  webcontainer: WebContainerOptions;
}

export type RuntimeName = keyof RuntimeOptions;

/** Needs Node. A variable, so that bundlers for browsers leave it alone. */
const local: string = './local.ts';

/** Name → the runtime, imported when it is first asked for. */
export const runtimes: { [Name in RuntimeName]: (options: RuntimeOptions[Name]) => Promise<Runtime> } = {
  embedded: async (options) => (await import('./embedded.ts')).createEmbeddedRuntime(options),
  local: async (options) =>
    ((await import(/* @vite-ignore */ local)) as typeof import('./local.ts')).createLocalRuntime(options),
  webcontainer: async (options) => (await import('./webcontainer.ts')).createWebContainerRuntime(options),
};
