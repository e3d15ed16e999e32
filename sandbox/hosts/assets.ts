import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const repository = path.resolve(import.meta.dirname, '../..');

/** The bytes of an asset of the catalogue, in a buffer that can be handed on. */
export async function readAsset(file: string): Promise<ArrayBuffer> {
  const place = path.join(repository, file);
  const bytes: Uint8Array = file.endsWith('.ts')
    ? await (
        (await import(/* @vite-ignore */ pathToFileURL(place).href)) as { default(): Promise<Uint8Array> }
      ).default()
    : await readFile(place);
  return bytes.slice().buffer as ArrayBuffer;
}
