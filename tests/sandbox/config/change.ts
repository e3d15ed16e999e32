import type { ConfigKind } from '../../../sandbox/config/index.ts';
import { sound } from './sound.ts';

export interface Broken {
  text: string;
  /** `rule:line` */
  finds: string[];
  /** The names of the files beside it. */
  files?: string[];
}

/** A sound text with one change, and what has to be found in it. */
export function change(kind: ConfigKind, from: string | RegExp, to: string, ...finds: string[]): Broken {
  const text = sound[kind].replace(from, to);
  if (text === sound[kind]) throw new Error(`${String(from)} is not in ${kind}`);
  return { text, finds };
}
