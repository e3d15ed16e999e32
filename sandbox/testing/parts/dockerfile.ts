import { judge } from '../../config/judge.ts';
import { dockerfile } from '../../config/dockerfile/index.ts';
import type { Context, Finding } from '../../config/types.ts';

export { describeImage, type Image, type Project } from '../../config/dockerfile/image.ts';
export { createIgnore } from '../../config/dockerfile/ignore.ts';
export type { Origin } from '../../config/dockerfile/machine.ts';
export { parseDockerfile, type Dockerfile, type Instruction, type Stage } from '../../config/dockerfile/read.ts';
export { explainRebuild, type BuildChange, type Layer } from '../../config/dockerfile/rebuild.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/**
 * What is wrong in a Dockerfile, from its first line to its last; nothing is built. With the names of the files beside it,
 * what it copies and its .dockerignore are looked at as well.
 */
export function lintDockerfile(text: string, context: Context = {}): Finding[] {
  return judge(dockerfile, dockerfile.read(text, context));
}
