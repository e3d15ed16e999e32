import type { Signal } from '@preact/signals';
import type { Loading } from './model.ts';
import { bytes } from './words.tsx';

/** ms that Run waits for the editor when the engine is there already. */
const patience = 10_000;

const ready = 'Ready, also without a network';

/**
 * Says what is loading and how much has come, until a run and the editor need the network no more.
 * A part that cannot be loaded ends the waiting too: the other way to edit, or the run's report, takes it from there.
 */
export async function followLoading(
  loading: Signal<Loading>,
  { engine, editor }: { engine: Promise<string | undefined>; editor: Promise<unknown> | undefined },
): Promise<void> {
  const waiting = new Set(editor ? ['the engine', 'the editor'] : ['the engine']);
  const say = () => {
    const amount = loadedBytes();
    const soFar = amount > 0 ? `, ${bytes(amount)} so far` : '';
    loading.value = { what: `Loading ${[...waiting].join(' and ')}${soFar}`, done: false };
  };
  const ticker = setInterval(say, 200);
  say();

  let editorFault = '';
  const edited = editor?.then(
    () => waiting.delete('the editor'),
    () => (editorFault = 'The editor could not be loaded; this plain one works too. '),
  );
  const engineFault = await engine;
  waiting.delete('the engine');
  await Promise.race([edited, new Promise((resolve) => setTimeout(resolve, patience))]);
  clearInterval(ticker);
  loading.value = {
    what: editorFault + (engineFault ? 'The engine did not start; Run tests tries again' : ready),
    done: true,
  };
}

/** What the page has fetched of scripts, workers and engine pieces, as it came over the wire or from the cache. */
function loadedBytes(): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}
