/** The language's evaluation of module graphs with cycles and top-level await; names as in its specification. */
import type { EsModule } from './es-module.ts';

let order = 0;

/** Runs a linked graph. Without top-level await all is done when this returns, or throws. */
export function evaluate(root: EsModule): Promise<void> | undefined {
  if (root.synthetic) return void visit(root, [], 0);
  const module = root.cycleRoot ?? root;
  if (module.capability) return module.capability.promise;
  if (module.status === 'evaluated' && module.error) throw module.error.value;
  const stack: EsModule[] = [];
  try {
    visit(module, stack, 0);
  } catch (error) {
    for (const each of stack) fail(each, error);
    throw error;
  }
  if (module.asyncOrder === undefined || module.status === 'evaluated') return undefined;
  module.capability = Promise.withResolvers();
  module.capability.promise.catch(() => {});
  return module.capability.promise;
}

function fail(module: EsModule, value: unknown) {
  module.status = 'evaluated';
  module.error = { value };
  module.cycleRoot ??= module;
}

function visit(module: EsModule, stack: EsModule[], start: number): number {
  if (module.error) throw module.error.value;
  if (module.synthetic) {
    if (module.status !== 'evaluated') {
      module.status = 'evaluated';
      try {
        void module.run();
      } catch (error) {
        module.error = { value: error };
        throw error;
      }
    }
    return start;
  }
  if (module.status !== 'linked') return start;
  let next = start + 1;
  Object.assign(module, { status: 'evaluating', index: start, ancestor: start, pending: 0 });
  stack.push(module);
  for (const { specifier } of module.requests) {
    const wanted = module.dependencies.get(specifier)!;
    next = visit(wanted, stack, next);
    if (wanted.synthetic) continue;
    let dependency = wanted;
    if (dependency.status === 'evaluating') module.ancestor = Math.min(module.ancestor, dependency.ancestor);
    else {
      dependency = wanted.cycleRoot ?? wanted;
      if (dependency.error) throw dependency.error.value;
    }
    if (dependency.asyncOrder !== undefined && dependency.status !== 'evaluated') {
      module.pending += 1;
      dependency.parents.push(module);
    }
  }
  if (module.pending > 0 || module.waits) {
    module.asyncOrder = order++;
    if (module.pending === 0) runAsync(module);
  } else void module.run();
  if (module.ancestor === module.index) finishCycle(module, stack);
  return next;
}

function finishCycle(root: EsModule, stack: EsModule[]) {
  for (;;) {
    const module = stack.pop()!;
    module.status = module.asyncOrder === undefined ? 'evaluated' : 'evaluating-async';
    module.cycleRoot = root;
    if (module === root) return;
  }
}

function runAsync(module: EsModule) {
  const promise = (async () => module.run())();
  promise.then(
    () => fulfilled(module),
    (error: unknown) => rejected(module, error),
  );
}

function fulfilled(module: EsModule) {
  if (module.status === 'evaluated') return;
  module.status = 'evaluated';
  module.capability?.resolve();
  for (const parent of available(module).sort((a, b) => a.asyncOrder! - b.asyncOrder!)) {
    if (parent.status === 'evaluated') continue;
    if (parent.waits) {
      runAsync(parent);
      continue;
    }
    try {
      void parent.run();
    } catch (error) {
      rejected(parent, error);
      continue;
    }
    parent.status = 'evaluated';
    parent.capability?.resolve();
  }
}

/** The modules above that wait for nothing else now. */
function available(module: EsModule, list: EsModule[] = []): EsModule[] {
  for (const parent of module.parents) {
    if (list.includes(parent) || parent.cycleRoot?.error) continue;
    parent.pending -= 1;
    if (parent.pending > 0) continue;
    list.push(parent);
    if (!parent.waits) available(parent, list);
  }
  return list;
}

function rejected(module: EsModule, error: unknown) {
  if (module.status === 'evaluated') return;
  fail(module, error);
  for (const parent of module.parents) rejected(parent, error);
  module.capability?.reject(error);
}

/** Modules that lead back to themselves: their functions must be there before any of them runs. */
export function modulesInCycles(root: EsModule): EsModule[] {
  const found: EsModule[] = [];
  const state = new Map<EsModule, { index: number; low: number; open: boolean }>();
  const stack: EsModule[] = [];
  const enter = (module: EsModule) => {
    const own = { index: state.size, low: state.size, open: true };
    state.set(module, own);
    stack.push(module);
    for (const dependency of module.dependencies.values()) {
      if (dependency.synthetic || dependency.status !== 'new') continue;
      const seen = state.get(dependency) ?? enter(dependency);
      if (seen.open) own.low = Math.min(own.low, seen.low);
    }
    if (own.low === own.index) {
      const members = stack.splice(stack.indexOf(module));
      for (const member of members) state.get(member)!.open = false;
      if (members.length > 1 || [...module.dependencies.values()].includes(module)) found.push(...members);
    }
    return own;
  };
  if (root.status === 'new' && !root.synthetic) enter(root);
  return found;
}
