import { needs, urls } from 'virtual:editor-types';
import { createTypes, type TypeFiles, type Types } from './types.ts';

/** The types that come with the site, each package's in a file of its own. */
export function createPackageTypes(add: (files: TypeFiles) => void): Types {
  return createTypes({ needs, add, load });
}

async function load(chunk: string): Promise<TypeFiles> {
  const url = urls[`/.types/${chunk}.json`];
  if (!url) throw new Error(`There are no types called “${chunk}”.`);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`The types “${chunk}” could not be fetched: ${response.status}.`);
  return (await response.json()) as TypeFiles;
}
