/**
 * The worker's side of the chunks: which ones a module needs, and what `require` and `import` of it give.
 * `manifest.json` says in `modules` where each module is; the chunk's text says the rest.
 */

export type Form = 'import' | 'require';

/** `manifest.modules`: specifier → its chunk for each form, and the modules of other chunks that it asks for. */
export type PackageModules = Record<string, Partial<Record<Form, { chunk: string; needs?: string[] }>>>;

/** What a chunk puts on `module.entries`, by specifier. */
interface Entry {
  format?: 'module' | 'commonjs';
  /** What can be imported by name, as Node has it. */
  names?: string[];
  import?(): unknown;
  require?(): unknown;
}

export interface RegistryHost {
  modules: PackageModules;
  /** Runs a chunk's text as a CommonJS module and returns `module.entries`; `require` is for what the chunk needs. */
  evaluate(chunk: string, text: string, require: (request: unknown) => unknown): Record<string, Entry>;
  /** The text of a chunk that was not added: where files can be read at once, nothing has to be there ahead. */
  text?(chunk: string): string | undefined;
  /** A built-in's exports; undefined when there is none of that name. */
  builtin(name: string): unknown;
  /** What a package of that chunk gets for what is no package of ours: a file of the program, or Node's error. */
  program(request: string, chunk: string): unknown;
}

/** How the manifest writes a specifier: `require` may leave off `.js` and `/index.js`. */
function listed(modules: PackageModules, specifier: string, form: Form): string | undefined {
  const spellings = form === 'import' ? [specifier] : [specifier, `${specifier}.js`, `${specifier}/index.js`];
  return spellings.find((one) => Object.hasOwn(modules, one));
}

function placeOf(modules: PackageModules, specifier: string, form: Form) {
  const module = modules[specifier];
  return module?.[form] ?? module?.import ?? module?.require;
}

/**
 * The chunks that must be there before a module can be asked for, those of its dependencies included and first.
 * Empty for what the manifest does not know.
 */
export function chunksFor(
  modules: PackageModules,
  specifier: string,
  form: Form,
  provided: (specifier: string) => boolean = () => false,
): string[] {
  const chunks = new Set<string>();
  const seen = new Set<string>();
  const visit = (name: string | undefined, as: Form) => {
    if (name === undefined || provided(name) || seen.has(`${as}:${name}`)) return;
    seen.add(`${as}:${name}`);
    const { chunk, needs = [] } = placeOf(modules, name, as)!;
    for (const need of needs) {
      const [wanted, how] = need.startsWith('import:')
        ? [need.slice(7), 'import' as const]
        : [need, 'require' as const];
      visit(listed(modules, wanted, how), how);
    }
    chunks.add(chunk);
  };
  visit(listed(modules, specifier, form), form);
  return [...chunks];
}

/** The packages of one realm. Chunks are evaluated when a module of theirs is first asked for, modules likewise. */
export function createRegistry(host: RegistryHost) {
  const texts = new Map<string, string>();
  const evaluated = new Map<string, Record<string, Entry>>();
  const provided = new Map<string, Entry>();

  const entryOf = (specifier: string, form: Form): Entry => {
    const entry = provided.get(specifier);
    if (entry) return entry;
    const name = listed(host.modules, specifier, form);
    const chunk = name === undefined ? undefined : placeOf(host.modules, name, form)!.chunk;
    const text = chunk === undefined ? undefined : (texts.get(chunk) ?? host.text?.(chunk));
    if (name === undefined || chunk === undefined || (text === undefined && !evaluated.has(chunk))) {
      throw Object.assign(new Error(`Cannot find module '${specifier}'`), { code: 'MODULE_NOT_FOUND' });
    }
    if (!evaluated.has(chunk)) evaluated.set(chunk, host.evaluate(chunk, text!, fromChunk(chunk)));
    return evaluated.get(chunk)![name]!;
  };
  const importOf = (specifier: string): Record<string, unknown> => {
    const entry = entryOf(specifier, 'import');
    return namespaceOf((entry.import ?? entry.require)!(), entry);
  };
  const requireOf = (specifier: string): unknown => {
    const entry = entryOf(specifier, 'require');
    const exports = (entry.require ?? entry.import)!();
    // An ES module may say what `require` of it gives.
    const whole = (exports as Record<string, unknown> | null)?.['module.exports'];
    return entry.format === 'module' && whole !== undefined ? whole : exports;
  };
  /** What the text of a chunk calls: `import:x` where the package's source has an import statement. */
  const fromChunk = (chunk: string) => (request: unknown) => {
    if (typeof request !== 'string') return host.program(request as string, chunk);
    if (request.startsWith('import:')) return importOf(request.slice(7));
    const known = provided.has(request) || listed(host.modules, request, 'require') !== undefined;
    return host.builtin(request) ?? (known ? requireOf(request) : host.program(request, chunk));
  };

  return {
    /** Makes a chunk known without evaluating it. */
    add: (chunk: string, text: string) => void texts.set(chunk, text),
    has: (specifier: string, form: Form) =>
      provided.has(specifier) || listed(host.modules, specifier, form) !== undefined,
    /** Provides a module that is not a chunk: an ES module, unless the names that Node finds in it are given. */
    provide(specifier: string, exports: unknown, names?: string[]) {
      const format = names ? 'commonjs' : 'module';
      provided.set(specifier, { format, names: names ?? Object.keys(Object(exports)), require: () => exports });
    },
    /** Whether a module needs no chunk. */
    provided: (specifier: string) => provided.has(specifier),
    require: requireOf,
    /** What can be imported by name from a module whose chunk is there; nothing of it runs yet. */
    names: (specifier: string): string[] => namesOf(entryOf(specifier, 'import')),
    isCommonJs: (specifier: string) => entryOf(specifier, 'import').format !== 'module',
    /** What `import * as` gives in Node: for CommonJS the names that Node finds in it, and itself as `default`. */
    import: importOf,
  };
}

const namespaces = new WeakMap<object, Record<string, unknown>>();

const namesOf = ({ format, names = ['default'] }: Entry): string[] =>
  format === 'module' ? names : [...names, 'module.exports'];

function namespaceOf(exports: unknown, { format, names = [] }: Entry): Record<string, unknown> {
  const whole = Object(exports) as Record<string, unknown>;
  const known = namespaces.get(whole);
  if (known) return known;
  const namespace = Object.create(null) as Record<string, unknown>;
  const define = (name: string, get: () => unknown) =>
    Object.defineProperty(namespace, name, { enumerable: true, get });
  if (format === 'module') for (const name of names) define(name, () => whole[name]);
  else {
    for (const name of names) if (name !== 'default') define(name, () => whole[name]);
    define('default', () => exports);
    define('module.exports', () => exports);
  }
  // Whoever makes a namespace of this once more leaves it as it is.
  if (!('__esModule' in namespace)) Object.defineProperty(namespace, '__esModule', { value: true });
  Object.defineProperty(namespace, Symbol.toStringTag, { value: 'Module' });
  namespaces.set(whole, namespace);
  return namespace;
}
