/** The records of ES modules, and how their names lead to each other. */
import { createNamespace } from './namespace.ts';
import { markPlace, type Position } from './stacks.ts';

export interface Request {
  specifier: string;
  /** Imported names; undefined for the whole namespace, and for none. */
  names: string[] | undefined;
  /** The import attribute. */
  type?: string;
}

export interface EsModule {
  url: string;
  /** How the importing code reads the exports: own ones by getter, those of others as they are found. */
  exports: Record<string, unknown>;
  /** Names that this module itself exports. */
  own: Set<string>;
  requests: Request[];
  /** By specifier. */
  dependencies: Map<string, EsModule>;
  /** Specifiers of `export * from`. */
  stars: string[];
  /** CommonJS, JSON, built-ins and packages: everything happens in one step. */
  synthetic: boolean;
  /** Its exports are CommonJS, for messages. */
  commonJs?: boolean;
  /** Whether its body awaits. */
  waits: boolean;
  /** Fills `exports`; the promise of a body that awaits. */
  run(): void | Promise<void>;
  /** Makes functions and names of a module in a cycle available before anything runs. */
  prepare?(): void;
  /** Where its source asks for a name of another module. */
  placeOf?(specifier: string, name: string): Position;
  /** Finds out which names there are, where that takes what had to be loaded first. */
  prepareNames?(): void;
  status: 'new' | 'linked' | 'evaluating' | 'evaluating-async' | 'evaluated';
  namespace?: Record<string, unknown>;
  // What the evaluation keeps, named as in the language's specification.
  index: number;
  ancestor: number;
  cycleRoot?: EsModule;
  asyncOrder?: number | undefined;
  pending: number;
  parents: EsModule[];
  error?: { value: unknown };
  capability?: PromiseWithResolvers<void>;
}

type Given = Pick<EsModule, 'url' | 'run'> & Partial<EsModule>;

export function createRecord(given: Given): EsModule {
  return {
    exports: Object.create(null) as Record<string, unknown>,
    own: new Set(),
    requests: [],
    dependencies: new Map(),
    stars: [],
    synthetic: false,
    waits: false,
    status: 'new',
    index: 0,
    ancestor: 0,
    pending: 0,
    parents: [],
    ...given,
  };
}

/** A module whose exports are at hand when it is evaluated. */
export function syntheticRecord(
  url: string,
  names: Iterable<string>,
  evaluate: () => Record<string, unknown>,
): EsModule {
  const record = createRecord({
    url,
    synthetic: true,
    own: new Set(names),
    run() {
      const values = evaluate();
      for (const name of record.own) record.exports[name] = values[name];
    },
  });
  for (const name of record.own) record.exports[name] = undefined;
  return record;
}

/** The module that a name leads to; `ambiguous` when two of `export *` do, undefined when there is none. */
export function findExport(
  module: EsModule,
  name: string,
  seen = new Set<EsModule>(),
): EsModule | 'ambiguous' | undefined {
  if (module.own.has(name)) return module;
  if (name === 'default' || seen.has(module)) return undefined;
  seen.add(module);
  let found: EsModule | undefined;
  for (const star of module.stars) {
    const one = findExport(module.dependencies.get(star)!, name, seen);
    if (one === 'ambiguous') return one;
    if (one && found && one !== found) return 'ambiguous';
    found ??= one;
  }
  return found;
}

export function exportNames(module: EsModule, seen = new Set<EsModule>()): Set<string> {
  if (seen.has(module)) return new Set();
  seen.add(module);
  const names = new Set(module.own);
  for (const star of module.stars) {
    for (const name of exportNames(module.dependencies.get(star)!, seen)) if (name !== 'default') names.add(name);
  }
  return names;
}

/** What `import * as` gives. */
export function namespaceOf(module: EsModule): Record<string, unknown> {
  if (module.namespace) return module.namespace;
  const owners = new Map<string, EsModule>();
  for (const name of exportNames(module)) {
    const owner = findExport(module, name);
    if (typeof owner === 'object') owners.set(name, owner);
  }
  return (module.namespace = createNamespace(owners.keys(), (name) => owners.get(name)!.exports[name]));
}

/** Names that come through `export *` become properties, so that importing code finds all names in one place. */
export function linkStars(module: EsModule): void {
  if (module.stars.length === 0) return;
  for (const name of exportNames(module)) {
    if (module.own.has(name)) continue;
    const owner = findExport(module, name);
    if (typeof owner !== 'object') continue;
    Object.defineProperty(module.exports, name, {
      enumerable: true,
      configurable: true,
      get: () => owner.exports[name],
    });
  }
}

/** @throws what Node throws when an imported name does not exist. */
export function checkNames(module: EsModule): void {
  const absent = module.requests.flatMap(({ specifier, names = [] }) => {
    const dependency = module.dependencies.get(specifier)!;
    const missing = names.filter((name) => typeof findExport(dependency, name) !== 'object');
    return missing.map((name) => ({ specifier, name, dependency, place: module.placeOf?.(specifier, name) }));
  });
  // V8 looks at imports in the order of what they are called here, and then at what is passed on.
  const [first] = absent
    .map((one) => ({ ...one, order: orderOf(one.name, one.place) }))
    .sort((one, other) => (one.order < other.order ? -1 : 1));
  if (!first) return;
  const error = missingName(first.dependency, first.specifier, first.name, first.place);
  if (first.place) markPlace(error, first.place);
  throw error;
}

function orderOf(name: string, place?: Position): string {
  const text = place?.text ?? '';
  const rest = text.slice((place?.column ?? 1) - 1);
  const local =
    name === 'default'
      ? /^[\p{ID_Continue}$]+/u.exec(rest)?.[0]
      : /^[^\s,}]+\s+as\s+([\p{ID_Continue}$]+)/u.exec(rest)?.[1];
  return `${/^\s*export\b/.test(text) ? 1 : 0}${local ?? name}`;
}

function missingName(dependency: EsModule, specifier: string, name: string, place?: Position): SyntaxError {
  const isExport = /^\s*export\b/.test(place?.text ?? '');
  if (!dependency.commonJs || isExport) {
    const ambiguous = findExport(dependency, name) === 'ambiguous';
    return new SyntaxError(
      ambiguous
        ? `The requested module '${specifier}' contains conflicting star exports for name '${name}'`
        : `The requested module '${specifier}' does not provide an export named '${name}'`,
    );
  }
  // Node shows the line's own braces, where there are some.
  const braces = /\{.*\}/.exec(place?.text ?? '')?.[0].replace(/\s+as\s+/g, ': ');
  const way = `import pkg from '${specifier}';\n${braces ? `const ${braces} = pkg;\n` : ''}`;
  return new SyntaxError(
    `Named export '${name}' not found. The requested module '${specifier}' is a CommonJS module, which may not support all module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:\n\n${way}`,
  );
}
