import type { WebContainer } from '@webcontainer/api';
import { ContainerBootError } from './boot-error.ts';

/** ms; what a page asks of a container takes a few of them. */
const patience = 10_000;

/**
 * The same container, whose calls reject in the end where it has died: it would leave them all open for ever.
 */
export function answering(container: WebContainer): WebContainer {
  const fs = limited(container.fs);
  const calls = limited(container);
  return new Proxy(container, {
    get: (_target, name) => (name === 'fs' ? fs : Reflect.get(calls, name)),
  });
}

function limited<Target extends object>(target: Target): Target {
  return new Proxy(target, {
    get(_target, name) {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        const result: unknown = Reflect.apply(value, target, args);
        return result instanceof Promise ? soon(result) : result;
      };
    },
  });
}

async function soon(answer: Promise<unknown>): Promise<unknown> {
  const over = Promise.withResolvers<never>();
  const timer = setTimeout(() => over.reject(new ContainerBootError('gone')), patience);
  try {
    return await Promise.race([answer, over.promise]);
  } finally {
    clearTimeout(timer);
  }
}
