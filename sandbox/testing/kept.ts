/** Environment variable that is set where the suites of many variants run one after the other in one process. */
const variable = 'ENGINE_ROOM_SHARED';

/** Whether other suites follow in this process. Read before any code of an exercise runs. */
export const sharesProcess = process.env[variable] !== undefined;

/** Not in this module: a suite may have modules evaluated again. */
const place = Symbol.for('engine-room.kept');

/**
 * What takes long to start and serves one suite after the other: started once in a process that suites share, and each
 * time elsewhere. Whoever uses it leaves it running when `sharesProcess`.
 *
 * @param name The same for all that can be used in each other's place.
 */
export function startKept<Value>(name: string, start: () => Promise<Value>): Promise<Value> {
  if (!sharesProcess) return start();
  const kept = ((globalThis as Record<symbol, unknown>)[place] ??= new Map()) as Map<string, Promise<Value>>;
  const known = kept.get(name);
  if (known) return known;
  const started = start();
  kept.set(name, started);
  // What did not start is tried again by the next suite.
  started.catch(() => kept.delete(name));
  return started;
}
