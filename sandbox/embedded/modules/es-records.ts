/** What is not written as an ES module, as records; and the errors of `require` of one. */
import { initSync, parse } from 'cjs-module-lexer';
import { nodeError } from '../node/errors.ts';
import type { CommonJsModule, ModuleStatics } from './commonjs.ts';
import { extension, parent as folderOf, type Disk } from './disk.ts';
import { createRecord, syntheticRecord, type EsModule } from './es-module.ts';
import type { EnginePackages } from './es-modules.ts';

export function checkType(path: string, url: string, type: string | undefined) {
  const json = extension(path) === '.json';
  if (json && type !== 'json') {
    const message = `Module "${url}" needs an import attribute of "type: json"`;
    throw nodeError(TypeError, 'ERR_IMPORT_ATTRIBUTE_MISSING', message);
  }
  if (!json && type === 'json') {
    const message = `Module "${url}" is not of type "json"`;
    throw nodeError(TypeError, 'ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE', message);
  }
}

/** Its names are read when it is linked: what a program put there before counts, as in Node. */
export function builtinRecord(url: string, get: () => object): EsModule {
  const record: EsModule = syntheticRecord(url, [], () => {
    const values = Object.create(null) as Record<string, unknown>;
    for (const name of record.own) values[name] = Reflect.get(get(), name);
    return Object.assign(values, { default: get() });
  });
  record.prepareNames = () => {
    for (const name of [...Object.keys(get()), 'default']) record.own.add(name);
  };
  return record;
}

/** Evaluated when the first importer's turn comes; its names are known when its chunk is there. */
export function packageRecord(url: string, specifier: string, packages: EnginePackages): EsModule {
  let namespace: Record<string, unknown> | undefined;
  const get = () => (namespace ??= packages.import(specifier));
  const record = createRecord({ url, synthetic: true, run: () => void get() });
  record.prepareNames = () => {
    record.commonJs = packages.isCommonJs(specifier);
    for (const name of packages.names(specifier)) {
      record.own.add(name);
      Object.defineProperty(record.exports, name, { enumerable: true, configurable: true, get: () => get()[name] });
    }
  };
  return record;
}

let lexer = false;

export function lexedNames(
  Module: ModuleStatics,
  disk: Disk,
  path: string,
  source: string,
  seen = new Set<string>(),
): Set<string> {
  if (!lexer) initSync();
  lexer = true;
  seen.add(path);
  const names = new Set<string>();
  try {
    const { exports, reexports } = parse(source);
    for (const name of exports) names.add(name);
    for (const specifier of reexports) {
      const parent = new Module(path, null);
      Object.assign(parent, { filename: path, paths: Module._nodeModulePaths(folderOf(path)) });
      const target = Module._resolveFilename(specifier, parent);
      if (seen.has(target) || disk.kind(target) !== 'file') continue;
      for (const name of lexedNames(Module, disk, target, disk.read(target), seen)) names.add(name);
    }
  } catch {
    // What cannot be read shows when it is run.
  }
  return names;
}

function stackOf(path: string, parent: CommonJsModule | null | undefined) {
  const requireStack: string[] = [];
  for (let each = parent; each; each = each.parent) requireStack.push(each.filename ?? each.id);
  return { requireStack, text: `Required module: ${path}\nRequire stack:\n- ${requireStack.join('\n- ')}` };
}

export function asyncError(path: string, parent: CommonJsModule | null | undefined): Error {
  const { requireStack, text } = stackOf(path, parent);
  const advice =
    'require() cannot be used on an ESM graph with top-level await. Use import() instead. To see where the top-level await comes from, use --experimental-print-required-tla.';
  const error = nodeError(Error, 'ERR_REQUIRE_ASYNC_MODULE', `${advice}\n${text}`);
  return Object.defineProperty(error, 'requireStack', { value: requireStack, enumerable: false, configurable: true });
}

export function cycleError(path: string, parent: CommonJsModule | null | undefined): Error {
  const from = parent?.filename ? ` (from ${parent.filename})` : '';
  const message = `Cannot require() ES Module ${path} in a cycle.${from} A cycle involving require(esm) is not allowed to maintain invariants mandated by the ECMAScript specification. Try making at least part of the dependency in the graph lazily loaded.`;
  return nodeError(Error, 'ERR_REQUIRE_CYCLE_MODULE', message);
}

export function notLoaded(specifiers: string[]): Error {
  const message = `Cannot find module '${specifiers[0]}': this package is loaded when a program's source names it. Import it with import() instead.`;
  return Object.assign(new Error(message), { code: 'MODULE_NOT_FOUND' });
}
