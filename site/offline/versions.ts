import type { ToPage } from './protocol.ts';
import type { PageClient } from './worker-scope.ts';

/** ms that a page has to answer. */
const patience = 3000;

/**
 * The versions that open pages were opened with. Undefined when one does not answer (a browser may have put it to sleep):
 * then nothing is known to be free.
 */
export async function versionsInUse(pages: PageClient[], limit = patience): Promise<Set<string> | undefined> {
  const answers = await Promise.all(
    pages.filter(({ frameType }) => frameType === 'top-level').map((page) => ask(page, limit)),
  );
  if (answers.includes(undefined)) return undefined;
  return new Set(answers.filter((version) => version !== undefined));
}

function ask(page: PageClient, limit: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const timer = setTimeout(() => resolve(undefined), limit);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      port1.close();
      resolve(typeof data === 'string' ? data : undefined);
    };
    page.postMessage({ type: 'which version' } satisfies ToPage, [port2]);
  });
}
