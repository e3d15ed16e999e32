import { judge } from '../../config/judge.ts';
import { systemd } from '../../config/systemd/index.ts';
import type { Finding } from '../../config/types.ts';

export { parseSystemd, type Unit } from '../../config/systemd/read.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/** What is wrong in a unit file. No service starts. */
export function lintSystemd(text: string): Finding[] {
  return judge(systemd, systemd.read(text));
}
