import type { Files } from '../types.ts';
import { createSource, type ModuleSource } from './modules/evaluate.ts';
import { namedPackages, namesAsyncHooks } from './modules/scan.ts';
import type { Transform } from './modules/transform.ts';
import { ProcessExit } from './node/process.ts';
import { root } from './protocol.ts';
import type { Realm } from './realm.ts';

export type { Transform } from './modules/transform.ts';

/** A program that failed while it was loaded, in the words in which Node prints it. */
export class ProgramError extends Error {}

/** The files on the realm's disk, and what runs one of them the way `node file` does. */
export async function openProgram(files: Files, realm: Realm, transform: Transform) {
  await mount(files, realm, transform);
  return {
    /** @throws {ProgramError} when the program ends with an error before its entry has run to the end. */
    async run(entry: string, args?: string[], env?: Record<string, string>): Promise<void> {
      const path = `${root}/${entry}`;
      realm.setEntry(path, args, env);
      try {
        await realm.loader.run(path);
      } catch (error) {
        if (error instanceof ProcessExit) throw new ProgramError(`${entry} ended.`, { cause: error });
        const said = realm.endUncaught(error);
        if (said !== undefined) throw new ProgramError(said, { cause: error });
      }
      realm.watchEnd();
    },
  };
}

/** The same for suites, which Vitest's own runner loads. */
export async function openSuites(files: Files, realm: Realm, transform: Transform): Promise<ModuleSource> {
  await mount(files, realm, transform);
  return createSource({ root, loader: realm.loader });
}

/** `require` answers at once, so the chunks of all packages that a source names are there before anything runs. */
async function mount(files: Files, realm: Realm, transform: Transform) {
  realm.writeFiles(files);
  realm.loader.forget();
  realm.loader.use(transform, { trackAwaits: namesAsyncHooks(files) });
  const { source } = realm.packages;
  for (const [form, names] of Object.entries(namedPackages(files)) as ['import' | 'require', string[]][]) {
    const wanted = names.filter((name) => source.carries(name) || (source.has(name, form) && !realm.isBuiltin(name)));
    // A package that cannot be fetched is said where it is imported.
    await source.load(wanted, form).catch(() => {});
  }
}
