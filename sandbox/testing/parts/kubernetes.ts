import { judge } from '../../config/judge.ts';
import { kubernetes, readKubernetes } from '../../config/kubernetes/index.ts';
import type { Finding } from '../../config/types.ts';

export { parseKubernetes } from '../../config/kubernetes/read.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/** What is wrong in manifests: one text with its documents, or several files by name. No cluster is asked. */
export function lintKubernetes(files: string | Record<string, string>): Finding[] {
  return judge(kubernetes, readKubernetes(files));
}
