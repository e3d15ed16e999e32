import type { WebContainer } from '@webcontainer/api';
import { causeOf, ContainerBootError, type BootCause } from './boot-error.ts';

export interface BootOptions {
  /** Seconds until a container that has said nothing counts as one that does not start; 40 unless told otherwise. */
  limit?: number | undefined;
  /** StackBlitz's key for sites that have one. */
  apiKey?: string | undefined;
  /** Called with the seconds that are left, each time that they change, and with none when the wait is over. */
  onWait?: ((left?: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

const defaultLimit = 40;

/** A start that was given up: the library would let every later one wait for it, until the page is loaded again. */
let givenUp: ContainerBootError | undefined;
let keyed = false;

/**
 * Boots the container of this page, which can have one at a time.
 *
 * @throws {ContainerBootError} within the limit; a start that succeeds later is undone without a word.
 */
export async function bootContainer({ limit = defaultLimit, apiKey, onWait, signal }: BootOptions = {}): Promise<WebContainer> {
  if (givenUp) throw givenUp;
  const missing = whatIsMissing();
  if (missing) throw new ContainerBootError(missing);
  const { WebContainer, configureAPIKey } = await import('@webcontainer/api');
  if (apiKey && !keyed) configureAPIKey(apiKey);
  keyed = true;
  const booting = WebContainer.boot({ coep: 'require-corp', workdirName: 'course' });
  const clock = countDown(limit, onWait, signal);
  const stopLooking = new AbortController();
  try {
    const booted = await Promise.race([booting, clock.over, unreachable(stopLooking.signal)]);
    onWait?.();
    return booted;
  } catch (error) {
    if (!(error instanceof ContainerBootError)) throw new ContainerBootError(causeOf(error), (error as Error).message);
    givenUp = error;
    booting.then((late) => late.teardown()).catch(() => {});
    throw error;
  } finally {
    clock.stop();
    stopLooking.abort();
  }
} // prettier-ignore

/** What can be known before anything is loaded. */
function whatIsMissing(): BootCause | undefined {
  if (!navigator.onLine) return 'offline';
  if (typeof WebAssembly !== 'object' || !('serviceWorker' in navigator)) return 'unsupported';
  if (!crossOriginIsolated) return typeof SharedArrayBuffer === 'undefined' && !isSecureContext ? 'unsupported' : 'not-isolated';
  return undefined;
} // prettier-ignore

/** Rejects when the time is over, or the caller has had enough. */
function countDown(limit: number, onWait: BootOptions['onWait'], signal: AbortSignal | undefined) {
  const { promise: over, reject } = Promise.withResolvers<never>();
  over.catch(() => {});
  const end = performance.now() + limit * 1000;
  let shown = -1;
  const tick = () => {
    const left = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    if (left !== shown) onWait?.((shown = left));
    if (left > 0) return;
    clearInterval(ticking);
    void whySilent().then((cause) => reject(new ContainerBootError(cause)));
  };
  const stopped = () => reject(new ContainerBootError('stopped'));
  const ticking = setInterval(tick, 200);
  tick();
  signal?.addEventListener('abort', stopped);
  if (signal?.aborted) stopped();
  return {
    over,
    stop() {
      clearInterval(ticking);
      signal?.removeEventListener('abort', stopped);
    },
  };
}

/** ms after which it is asked whether that site can be reached. Once is not enough: a connection may only just come back. */
const looks = [3000, 6000];

/** Rejects when nothing of that site comes through, each time that it is asked: nobody waits for the limit then. */
async function unreachable(stopped: AbortSignal): Promise<never> {
  const never = new Promise<never>(() => {});
  const began = performance.now();
  let cause: BootCause = 'silent';
  for (const at of looks) {
    await new Promise((resolve) => setTimeout(resolve, at - (performance.now() - began)));
    if (stopped.aborted) return never;
    cause = await whySilent();
    if (cause === 'silent') return never;
  }
  throw new ContainerBootError(cause);
}

/** ms for the page that the hidden frame shows; whoever gets it is let through. */
const probeLimit = 4000;

/** Nothing came: whether anything of that site comes through at all. */
async function whySilent(): Promise<BootCause> {
  if (!navigator.onLine) return 'offline';
  const frame = [...document.querySelectorAll('iframe')].find(({ allow }) => allow.includes('cross-origin-isolated'));
  if (!frame) return 'silent';
  try {
    await fetch(frame.src, { mode: 'no-cors', signal: AbortSignal.timeout(probeLimit) });
    return 'silent';
  } catch {
    return 'blocked';
  }
}
