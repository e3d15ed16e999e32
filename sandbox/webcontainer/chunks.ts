import type { WebContainer } from '@webcontainer/api';
import { loadEngine } from '../embedded/engine.ts';
import { namedPackages } from '../embedded/modules/scan.ts';
import { chunksFor } from '../embedded/packages/registry.ts';
import type { Files } from '../types.ts';
import { engine as folder, largestChunk } from './protocol.ts';

/**
 * Brings the large packages that files name into a container; the snapshot has the small ones.
 *
 * @param assets URL of the embedded runtime's folder, whose chunks they are.
 */
export function createChunks(container: WebContainer, assets: string) {
  const there = new Set<string>();
  return async (files: Files): Promise<void> => {
    const engine = await loadEngine(assets);
    const { modules, chunks } = engine.manifest;
    const named = namedPackages(files);
    const wanted = (['import', 'require'] as const).flatMap((form) => named[form].flatMap((name) => (chunks[name] && name.startsWith('#') ? [name] : chunksFor(modules, name, form))));
    const missing = [...new Set(wanted)].filter((name) => chunks[name]!.bytes > largestChunk && !there.has(name));
    await Promise.all(
      missing.map(async (name) => {
        const { file } = chunks[name]!;
        await container.fs.writeFile(`${folder}/chunks/${file}`, await engine.text(file));
        there.add(name);
      }),
    );
  };
} // prettier-ignore
