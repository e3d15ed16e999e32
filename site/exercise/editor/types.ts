/** Path below `node_modules` → text. */
export type TypeFiles = Record<string, string>;

export interface TypesOptions {
  /** What a program may import (`node` for Node itself) → the names of the chunks with its types. */
  needs: Record<string, string[]>;
  load(chunk: string): Promise<TypeFiles>;
  /** Hands declarations to the editor, many at once: each call makes it check everything again. */
  add(files: TypeFiles): void;
}

export interface Types {
  /**
   * Loads what these sources import and is not there yet, and Node's own. Resolves when the editor has it; what could
   * not be fetched is asked for again by the next call.
   */
  follow(sources: Iterable<string>): Promise<void>;
}

/** Brings the types of packages into the editor as they are imported. */
export function createTypes({ needs, load, add }: TypesOptions): Types {
  const chunks = new Map<string, Promise<TypeFiles>>();
  const added = new Set<string>();
  const fetched = (chunk: string) => {
    let loading = chunks.get(chunk);
    if (!loading) {
      loading = load(chunk);
      loading.catch(() => chunks.delete(chunk));
      chunks.set(chunk, loading);
    }
    return loading;
  };
  return {
    async follow(sources) {
      const wanted = new Set(['node', ...[...sources].flatMap(importedNames)].flatMap((name) => needs[name] ?? []));
      const missing = [...wanted].filter((chunk) => !added.has(chunk));
      if (missing.length === 0) return;
      const loaded = await Promise.all(missing.map(fetched));
      const fresh = missing.filter((chunk) => !added.has(chunk));
      if (fresh.length === 0) return;
      for (const chunk of fresh) added.add(chunk);
      add(Object.assign({}, ...loaded) as TypeFiles);
    },
  };
}

const specifier = /\b(?:from|import|require)\s*\(?\s*['"]([^'"\n]+)['"]/g;

/** The packages that a source imports, by name; of `zod/v4` it is `zod`. */
export function importedNames(source: string): string[] {
  const names = [...source.matchAll(specifier)].map(([, path = '']) => path);
  return names
    .filter((path) => !/^(?:\.|node:)/.test(path))
    .map((path) =>
      path
        .split('/')
        .slice(0, /^[@#]/.test(path) ? 2 : 1)
        .join('/'),
    );
}
