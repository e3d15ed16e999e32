import { tools } from './tools.ts';

/** Fetches what the tools need, for when the network is gone; not where data is dear. `engine` is where the engine lies. */
export async function fetchTools(engine: string): Promise<void> {
  if ((navigator as { connection?: { saveData?: boolean } }).connection?.saveData) return;
  await Promise.all(
    tools.map(async ({ load, loadMore }) => {
      await load();
      await loadMore?.(engine);
    }),
  );
}
