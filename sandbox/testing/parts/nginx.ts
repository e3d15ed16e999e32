import { judge } from '../../config/judge.ts';
import { nginx } from '../../config/nginx/index.ts';
import type { Finding } from '../../config/types.ts';

export { all, child, parseNginx, type Directive } from '../../config/nginx/read.ts';
export { inWords, serious } from '../../config/judge.ts';
export type { Finding } from '../../config/types.ts';

/** What is wrong in a configuration of nginx: a whole one with `http`, or a file of conf.d that begins with `server`. */
export function lintNginx(text: string): Finding[] {
  return judge(nginx, nginx.read(text));
}
