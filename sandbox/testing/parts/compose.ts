import { compose } from '../../config/compose/index.ts';
import { judge } from '../../config/judge.ts';
import type { Finding } from '../../config/types.ts';

export { parseCompose, type Compose, type ComposeService, type Port } from '../../config/compose/read.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/** What is wrong in a compose file: its schema, the names that lead from part to part, and our rules. Nothing starts. */
export function lintCompose(text: string): Finding[] {
  return judge(compose, compose.read(text));
}
