import type { Signal } from '@preact/signals';
import type { Loading } from './model.ts';
import { bytes } from './words.tsx';

/** ms after which the status line stops to wait for the editor. */
const patience = 10_000;

const ready = 'Ready, also without a network';

export interface EditorLoading {
  /** Settles when it can be written in. */
  shown: Promise<unknown>;
  /** Settles when its workers are there too. */
  complete: Promise<unknown>;
}

/**
 * Says what is loading and how much has come, until a run and the editor need the network no more.
 * A part that cannot be loaded ends the waiting too: the other way to edit, or the run's report, takes it from there.
 */
export async function followLoading(
  loading: Signal<Loading>,
  { engine, editor }: { engine: Promise<string | undefined>; editor: EditorLoading | undefined },
): Promise<void> {
  const waiting = new Set(editor ? ['the engine', 'the editor'] : ['the engine']);
  let canRun = false;
  const say = () => {
    const amount = loadedBytes();
    const soFar = amount > 0 ? `, ${bytes(amount)} so far` : '';
    const what = [...waiting].join(' and ') || 'the help with types';
    loading.value = { what: `Loading ${what}${soFar}`, canRun, done: false };
  };
  const ticker = setInterval(say, 200);
  say();

  let editorFault = '';
  const shown = editor?.shown.then(
    () => waiting.delete('the editor'),
    () => (editorFault = 'The editor could not be loaded; this plain one works too. '),
  );
  const engineFault = await engine;
  waiting.delete('the engine');
  canRun = true;
  say();
  await within(patience, shown);
  await within(patience, editor?.complete);
  clearInterval(ticker);
  const state = engineFault ? 'The engine did not start; Run tests tries again' : ready;
  loading.value = { what: editorFault + state, canRun, done: true };
}

const within = (limit: number, promise: Promise<unknown> | undefined) =>
  Promise.race([promise?.catch(() => {}), new Promise((resolve) => setTimeout(resolve, promise ? limit : 0))]);

/** What the page has fetched of scripts, workers and engine pieces, as it came over the wire or from the cache. */
function loadedBytes(): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}
