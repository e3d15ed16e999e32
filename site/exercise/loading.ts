import type { Signal } from '@preact/signals';
import type { Amount } from '../../sandbox/embedded/engine.ts';
import type { Loading } from './model.ts';
import { bytes } from './words.tsx';

/** ms after which the status line stops to wait for the editor. */
const patience = 10_000;

export interface EditorLoading {
  /** Settles when it can be written in. */
  shown: Promise<unknown>;
  /** Settles when its workers are there too. */
  complete: Promise<unknown>;
}

interface Parts {
  engine: Promise<string | undefined>;
  editor: EditorLoading | undefined;
  /** Called when the rest is there. */
  tools(): Promise<unknown>;
  /** Of another runtime than the embedded one, which needs the network. */
  name?: string | undefined;
  /** Whether a run starts a host, such as PostgreSQL, whose files come with the first run on a device. */
  needsHost?: boolean;
}

/**
 * Says what is loading and how much has come, until a run, the editor and the tools need the network no more.
 * A part that cannot be loaded ends the waiting too: the other way to edit, or the run's report, takes it from there.
 */
export async function followLoading(
  loading: Signal<Loading>,
  { engine, editor, tools, name, needsHost = false }: Parts,
): Promise<void> {
  const runtime = name ?? 'the engine';
  const waiting = new Set(editor ? [runtime, 'the editor'] : [runtime]);
  let canRun = false;
  let rest = 'the help with types';
  const say = () => {
    const amount = loadedBytes();
    const soFar = amount > 0 ? `, ${bytes(amount)} so far` : '';
    // Another runtime waits for the learner, and says itself how far it is.
    const coming = [...waiting].filter((one) => one !== name).join(' and ');
    const waits = name !== undefined && waiting.has(name) && !coming;
    const said = waits ? `Waiting for ${name}` : `Loading ${coming || rest}${soFar}`;
    loading.value = { what: said, canRun, done: false };
  };
  const ticker = setInterval(say, 200);
  say();

  let editorFault = '';
  const shown = editor?.shown.then(
    () => waiting.delete('the editor'),
    () => (editorFault = 'The editor could not be loaded; this plain one works too. '),
  );
  const engineFault = await engine;
  waiting.delete(runtime);
  canRun = true;
  say();
  await within(patience, shown);
  await within(patience, editor?.complete);
  rest = 'the tools';
  say();
  await within(patience, tools());
  clearInterval(ticker);
  const here = needsHost ? 'Ready; offline after a first run' : 'Ready, also offline';
  const ready = name ? `Ready on ${name}` : here;
  const fault = name ? `No ${name}; the reason is above` : 'The engine did not start; Run tests tries again';
  const state = engineFault ? fault : ready;
  loading.value = { what: editorFault + state, canRun, done: true };
}

/** Says in the status line that a package or a host, which a program needs, is on its way, and how much of it has come. */
export async function sayPackage(loading: Signal<Loading>, name: string, over: Promise<void>, amount?: () => Amount) {
  const before = loading.value;
  let said = before;
  const say = () => {
    // Somebody else has something to say.
    if (loading.value !== said) return;
    said = { ...before, what: amount ? loadingHost(name, amount()) : `Loading the package ${name}`, done: false };
    loading.value = said;
  };
  say();
  const ticker = amount && setInterval(say, 200);
  await over;
  clearInterval(ticker);
  if (loading.value === said) loading.value = before;
}

/** What is fetched once stays on the device; the rest of the time it starts. */
const loadingHost = (name: string, { done, total }: Amount) =>
  done > 0 && done < total ? `Loading ${name}, ${bytes(done)} of ${bytes(total)}` : `Starting ${name}`;

const within = (limit: number, promise: Promise<unknown> | undefined) =>
  Promise.race([promise?.catch(() => {}), new Promise((resolve) => setTimeout(resolve, promise ? limit : 0))]);

/** What the page has fetched of scripts, workers and engine pieces, as it came over the wire or from the cache. */
function loadedBytes(): number {
  const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
  return entries.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0);
}
