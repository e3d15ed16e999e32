import { hosts, hostsOf } from '../hosts/catalogue.ts';
import type { Files } from '../types.ts';

/**
 * Why these files cannot run in a container, as a sentence for the learner; nothing where they can. A host (PostgreSQL,
 * Python) is a worker of the page's own, which programs inside of a container cannot reach.
 */
export function unmetNeeds(files: Files): string | undefined {
  const [needed] = hostsOf(Object.values(files).map(String));
  if (!needed) return undefined;
  return `This exercise needs ${hosts[needed].title}, which full Node does not have. “Continue here” runs it in this browser, with your work as it is.`;
}
