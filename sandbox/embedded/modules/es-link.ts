/** Loading and linking of a graph, which take no turns: what has to be waited for is named, or there already. */
import { toPath } from './disk.ts';
import { modulesInCycles } from './es-evaluate.ts';
import { checkNames, exportNames, linkStars, namespaceOf, type EsModule } from './es-module.ts';
import { createNamespace } from './namespace.ts';

/** Loads a module and all that it imports. */
export function loadGraph(
  root: EsModule,
  open: (specifier: string, from: string, type: string | undefined) => EsModule,
): void {
  const visit = (module: EsModule) => {
    if (module.status !== 'new' || module.dependencies.size > 0) return;
    for (const { specifier, type } of module.requests) {
      const from = module.url.startsWith('file:') ? toPath(module.url) : '/';
      module.dependencies.set(specifier, open(specifier, from, type));
    }
    for (const dependency of module.dependencies.values()) visit(dependency);
  };
  visit(root);
}

/** @throws when an imported name does not exist. */
export function link(root: EsModule): void {
  const cyclic = modulesInCycles(root);
  const fresh: EsModule[] = [];
  const collect = (module: EsModule) => {
    if (module.status !== 'new' || fresh.includes(module)) return;
    fresh.push(module);
    for (const dependency of module.dependencies.values()) collect(dependency);
  };
  collect(root);
  const sources = fresh.filter((module) => !module.synthetic);
  for (const module of fresh) if (module.prepareNames) module.prepareNames();
  sources.forEach(linkStars);
  sources.forEach(checkNames);
  for (const module of cyclic) module.prepare?.();
  for (const module of sources) module.status = 'linked';
}

export function graphOf(root: EsModule, seen = new Set<EsModule>()): EsModule[] {
  seen.add(root);
  for (const dependency of root.dependencies.values()) if (!seen.has(dependency)) graphOf(dependency, seen);
  return [...seen];
}

/** What `require` of an ES module gives. */
export function requiredExports(module: EsModule): unknown {
  const namespace = namespaceOf(module);
  const names = exportNames(module);
  if (names.has('module.exports')) return namespace['module.exports'];
  if (!names.has('default') || names.has('__esModule')) return namespace;
  return createNamespace([...names, '__esModule'], (name) => (name === '__esModule' ? true : namespace[name]));
}
