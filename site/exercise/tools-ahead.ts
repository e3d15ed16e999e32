import type { Model } from './model.ts';
import { toolsOf } from './tools.ts';

/** Fetches what the tools need, for when the network is gone; not where data is dear. */
export async function fetchTools(model: Model): Promise<void> {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  await Promise.all(
    toolsOf(model).map(async ({ load, loadMore }) => {
      await load(model);
      if (!model.elsewhere) await loadMore?.(model.page.engine);
    }),
  );
}
