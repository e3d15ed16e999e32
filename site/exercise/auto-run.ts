import type { Session } from '../../sandbox/session/session.ts';
import type { Model } from './model.ts';

/** ms without a change: long enough to think of the next word, short enough to feel like an answer. */
const pause = 800;

interface PauseOptions {
  isRunning(): boolean;
  run(): void;
  setTimer?: (work: () => void, ms: number) => unknown;
  clearTimer?: (timer: never) => void;
}

/** Runs once nothing has changed for a while, and never while a run is going: then it waits for another pause. */
export function createPause({ isRunning, run, setTimer = setTimeout, clearTimer = clearTimeout }: PauseOptions) {
  let timer: unknown;
  const cancel = () => {
    clearTimer(timer as never);
    timer = undefined;
  };
  const changed = () => {
    cancel();
    timer = setTimer(() => (isRunning() ? changed() : run()), pause);
  };
  return { changed, cancel };
}

const key = 'engine-room:run-on-save';

/** With the option on, each pause after a change grades. Returns whether the run that goes, or ended last, came so. */
export function followChanges(model: Model, session: Session): () => boolean {
  let automatic = false;
  let starting = false;
  const waiting = createPause({
    isRunning: () => session.state.phase === 'running',
    run() {
      if (!model.runOnSave.value || !model.loading.value.canRun) return;
      starting = true;
      // Where the learner writes stays in front: nobody has asked for the results.
      void session.run();
      starting = false;
    },
  });
  let before = session.state;
  session.subscribe((state) => {
    // Each run begins with an empty console of its own, also one that takes the place of another.
    const begins = state.phase === 'running' && !state.console.length && state.console !== before.console;
    if (begins) automatic = starting;
    if (begins) waiting.cancel();
    else if (state.files !== before.files && model.runOnSave.value) waiting.changed();
    before = state;
  });
  return () => automatic;
}

/** The choice of an earlier visit. Only once the components have taken over: they leave attributes as they came. */
export function recallRunOnSave({ runOnSave }: Model): void {
  runOnSave.value = localValue(key) === 'on';
  runOnSave.subscribe((on) => keepLocal(key, on ? 'on' : 'off'));
}

/** What this device remembers; nothing where the browser blocks it. */
export function localValue(name: string): string | undefined {
  try {
    return localStorage.getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepLocal(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // It then holds until the page is left.
  }
}
