import type { CommonJsModule, ModuleStatics } from './commonjs.ts';
import { toUrl, type Disk } from './disk.ts';
import { createRecords, keyOf } from './es-create.ts';
import { evaluate } from './es-evaluate.ts';
import { graphOf, link, loadGraph, requiredExports } from './es-link.ts';
import { namespaceOf, type EsModule } from './es-module.ts';
import { asyncError, checkType, cycleError, notLoaded } from './es-records.ts';
import type { Resolver } from './resolve.ts';
import type { Transform } from './transform.ts';

export interface EsHost {
  disk: Disk;
  resolver: Resolver;
  builtin(name: string): unknown;
  packages: EnginePackages;
  transform: Transform;
  commonJs(): ModuleStatics;
  /** The URL of the entry, when it is an ES module. */
  main(): string | undefined;
}

/** The packages that the engine brings along, as importing modules see them. */
export interface EnginePackages {
  /** Whether a module can be asked for without waiting. */
  ready(specifier: string): boolean;
  load(specifiers: string[]): Promise<void>;
  /** What can be imported by name. */
  names(specifier: string): string[];
  isCommonJs(specifier: string): boolean;
  import(specifier: string): Record<string, unknown>;
}

/** Node's ES modules: load the whole graph, link it, then evaluate it; without waiting where nothing awaits. */
export function createEsModules(host: EsHost) {
  const records = new Map<string, EsModule>();
  const { resolver } = host;
  const create = createRecords(host);
  let turn: Promise<unknown> = Promise.resolve();

  function open(specifier: string, from: string, type: string | undefined, needs: Set<string>): EsModule {
    const resolved = resolver.resolve(specifier, from);
    const key = keyOf(resolved);
    const brought = resolved.type === 'package' ? resolved.specifier : resolved.type === 'builtin' ? resolved.name : '';
    if (brought !== '' && !host.packages.ready(brought)) needs.add(brought);
    if (resolved.type === 'file') checkType(resolved.path, key, type);
    const known = records.get(key);
    if (known) return known;
    const record = create(resolved, key, load);
    records.set(key, record);
    return record;
  }

  /** What a failed attempt left behind would be found by the next one. */
  function forgetUnlinked() {
    for (const [key, record] of records) if (record.status === 'new') records.delete(key);
  }

  async function linked(specifier: string, from: string, type: string | undefined): Promise<EsModule> {
    const needs = new Set<string>();
    try {
      const root = open(specifier, from, type, needs);
      loadGraph(root, (...wanted) => open(...wanted, needs));
      if (needs.size > 0) await host.packages.load([...needs]);
      link(root);
      return root;
    } catch (error) {
      forgetUnlinked();
      throw error;
    }
  }

  async function load(specifier: string, from: string, options?: unknown): Promise<Record<string, unknown>> {
    const { type } = (options as { with?: { type?: string } } | undefined)?.with ?? {};
    const root = (turn = turn.then(() => linked(specifier, from, type)));
    turn = turn.catch(() => {});
    const module = await (root as Promise<EsModule>);
    await evaluate(module);
    return namespaceOf(module);
  }

  return {
    import: load,
    require: (path: string, parent: CommonJsModule | null | undefined) =>
      requireModule(path, parent, { open, forgetUnlinked }),
    forget: () => records.clear(),
    /** Lets `import { x } from 'node:fs'` see what a program put in the place of `fs.x`. */
    syncBuiltins() {
      for (const [key, record] of records) if (key.startsWith('node:')) void record.run();
    },
  };
}

export type EsModules = ReturnType<typeof createEsModules>;

interface Opener {
  open(specifier: string, from: string, type: string | undefined, needs: Set<string>): EsModule;
  forgetUnlinked(): void;
}

/** `require` of an ES module, which works where nothing awaits. */
function requireModule(
  path: string,
  parent: CommonJsModule | null | undefined,
  { open, forgetUnlinked }: Opener,
): unknown {
  const needs = new Set<string>();
  let module: EsModule;
  try {
    module = open(toUrl(path), '/', undefined, needs);
    if (module.status === 'evaluating') throw cycleError(path, parent);
    loadGraph(module, (...wanted) => open(...wanted, needs));
    if (needs.size > 0) throw notLoaded([...needs]);
    link(module);
  } catch (error) {
    forgetUnlinked();
    throw error;
  }
  if (graphOf(module).some((each) => each.waits)) throw asyncError(path, parent);
  void evaluate(module);
  return requiredExports(module);
}
