import { helpWithoutNetwork } from './isolate.ts';

/** ms between two questions whether the frame's process lives, and how many may stay unanswered on a busy computer. */
const heartbeat = { every: 500, misses: 12 };

export interface WorkerEvents {
  /** The worker could not start, or threw where nothing catches. */
  fault(message: string): void;
  /** The frame's process is gone, and all of its workers with it. */
  died(): void;
}

/** The page's side of frame.html: one isolated frame that starts and ends workers. */
export interface Frame {
  /** Starts a worker with the text of the core and the port that it will answer on. */
  start(core: string, port: MessagePort, events: WorkerEvents): { stop(): void };
  dead(): boolean;
  close(): void;
}

/**
 * The frame stays for as long as its process lives: loading it again would need the network.
 *
 * @param given An iframe with frame.html that is part of the page itself, and so loaded when the page is.
 */
export function createFrame(url: URL, given?: HTMLIFrameElement): Frame {
  const element = given ?? createElement(url);
  const { port1, port2 } = new MessageChannel();
  const workers = new Map<number, WorkerEvents>();
  let started = 0;
  let dead = false;
  const close = () => {
    stopPulse();
    element.remove();
    port1.close();
    workers.clear();
    dead = true;
  };
  const died = () => {
    const listeners = [...workers.values()];
    close();
    for (const events of listeners) events.died();
  };
  const stopPulse = watchPulse(port1, died, (id, message) => workers.get(id)?.fault(message));
  // The frame's origin is opaque, so no narrower target than '*' can name it.
  const ready = frameReady(element);
  const loaded = ready.then(() => element.contentWindow?.postMessage(null, '*', [port2]));
  helpWithoutNetwork(element, ready, given !== undefined);
  if (given) given.contentWindow?.postMessage('ready?', '*');
  else (document.body ?? document.documentElement).append(element);

  return {
    start(core, port, events) {
      const id = started++;
      workers.set(id, events);
      void loaded.then(() => workers.has(id) && port1.postMessage({ type: 'start', id, core }, [port]));
      const stop = () => {
        workers.delete(id);
        if (!dead) port1.postMessage({ type: 'stop', id });
      };
      return { stop };
    },
    dead: () => dead,
    close,
  };
}

/** A frame that the page brings along may have said it before this script ran; it is asked once more. */
const frameReady = (element: HTMLIFrameElement) =>
  new Promise<void>((resolve) => {
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== element.contentWindow || data !== 'frame ready') return;
      removeEventListener('message', listen);
      resolve();
    };
    addEventListener('message', listen);
  });

function createElement(url: URL): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'Isolated runtime';
  frame.hidden = true;
  frame.tabIndex = -1;
  frame.src = url.href;
  return frame;
}

/** Notices when the frame's process is gone: its port closes, or, where browsers do not say so, it answers no more. */
function watchPulse(port: MessagePort, died: () => void, fault: (id: number, message: string) => void) {
  let missed = 0;
  const timer = setInterval(() => {
    if (++missed > heartbeat.misses) died();
    else port.postMessage({ type: 'ping' });
  }, heartbeat.every);
  port.onmessage = ({ data }: MessageEvent<{ type?: string; id?: number; message?: string }>) => {
    missed = 0;
    if (data?.type === 'fault') fault(Number(data.id), String(data.message));
  };
  port.addEventListener('close', died);
  return () => clearInterval(timer);
}
