/** A chunk of the engine: the text of a CommonJS module with one npm package and all that it depends on. */
export interface PackageHost {
  /** A built-in's exports, or undefined when there is none of that name. */
  builtin(name: string): unknown;
  /** Asks the page for a chunk; rejects when there is none of that name. */
  fetchChunk(name: string): Promise<string>;
  /** Turns what a chunk exports into what the package exports, for chunks that need their WASM first. */
  prepare(name: string, exports: unknown): Promise<unknown>;
  globals: { process: unknown; Buffer: unknown };
}

/** npm packages by name, each evaluated once. */
export function createPackages(host: PackageHost) {
  const texts = new Map<string, string>();
  const loaded = new Map<string, { exports: unknown }>();

  const require = (name: string): unknown => {
    const builtin = host.builtin(name);
    if (builtin !== undefined) return builtin;
    const known = loaded.get(name);
    if (known) return known.exports;
    const text = texts.get(name);
    if (text === undefined) {
      throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
    }
    const module = { exports: {}, id: name, parent: null, loaded: false };
    loaded.set(name, module);
    const source = `${text}\n//# sourceURL=file:///node_modules/${name}/dist/index.js`;
    const run = new Function(
      'module',
      'exports',
      'require',
      'process',
      'Buffer',
      'global',
      '__filename',
      '__dirname',
      source,
    );
    const { process, Buffer } = host.globals;
    const folder = `/node_modules/${name}/dist`;
    run.call(
      module.exports,
      module,
      module.exports,
      require,
      process,
      Buffer,
      globalThis,
      `${folder}/index.js`,
      folder,
    );
    module.loaded = true;
    return module.exports;
  };

  return {
    require,
    /** Makes a package known without evaluating it. */
    add: (name: string, text: string) => void texts.set(name, text),
    /** Provides a module that is not a chunk, such as `vitest` as the suites see it. */
    provide: (name: string, exports: unknown) => void loaded.set(name, { exports }),
    async load(name: string): Promise<unknown> {
      if (host.builtin(name) !== undefined || loaded.has(name)) return require(name);
      if (!texts.has(name)) texts.set(name, await host.fetchChunk(name));
      const exports = await host.prepare(name, require(name));
      loaded.set(name, { exports });
      return exports;
    },
  };
}
