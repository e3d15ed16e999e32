import type { Files } from '../types.ts';
import { createLoader } from './modules/evaluate.ts';
import type { Transformed } from './modules/transform.ts';
import { root } from './protocol.ts';
import type { Realm } from './realm.ts';

export type Transform = (path: string, source: string) => Transformed;

/** The files on the realm's disk, and a loader for them. */
export function openProgram(files: Files, realm: Realm, transform: Transform) {
  realm.writeFiles(files);
  return createLoader({ root, files, transform, loadPackage: realm.packages.load });
}
