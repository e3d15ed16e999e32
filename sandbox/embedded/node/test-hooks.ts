import type { TestNode } from './test-node.ts';
import type { TestFunction } from './test-options.ts';
import { nodeError } from './errors.ts';

export type HookName = 'before' | 'after' | 'beforeEach' | 'afterEach';
export type Hooks = Record<HookName, TestFunction[]>;

/** Runs the hooks that `owner` has; they see the context of the test they run for. */
export async function runHook(owner: TestNode, name: HookName, forNode: TestNode): Promise<void> {
  for (const hook of owner.hooks[name]) {
    try {
      const context = forNode.context;
      if (hook.length < 2) await hook.call(context, context);
      else {
        await new Promise<void>((resolve, reject) => {
          hook.call(context, context, (error) => (error ? reject(error as Error) : resolve()));
        });
      }
    } catch (error) {
      const text = `failed running ${name} hook`;
      throw nodeError(Error, 'ERR_TEST_FAILURE', text, { cause: error, failureType: 'hookFailed' });
    }
  }
}
