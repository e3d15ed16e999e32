import { createCalls, HostError } from '../hosts/calls.ts';
import { hosts, type HostName } from '../hosts/catalogue.ts';
import type { FromWire } from '../hosts/protocol.ts';
import { loadEngine, type OnSlow } from './engine.ts';
import { createFrames } from './frames.ts';
import { createHostPool } from './host-pool.ts';

export interface PageHostsOptions {
  /** URL of the folder with the engine's `manifest.json`. */
  assets: string;
  onSlow?: OnSlow;
}

/** Hosts that a page speaks to by itself, without a program: for a terminal, or for SQL in a lesson. They have no ports. */
export interface PageHosts {
  /**
   * Asks a host, which starts with the first question and stays. Resolves with its answer and with what it printed
   * meanwhile; rejects with its words, or with why it is gone.
   */
  ask(name: HostName, method: string, params?: unknown): Promise<{ value: unknown; stdout: string; stderr: string }>;
  /** Ends what runs; the next question starts anew. */
  stop(): void;
  close(): void;
}

export function createPageHosts({ assets, onSlow }: PageHostsOptions): PageHosts {
  const parts = loadEngine(assets).then((engine) => {
    const frames = createFrames(engine);
    return { frames, pool: createHostPool({ engine, frame: frames.living, ahead: false, onSlow }) };
  });
  parts.catch(() => {});
  const open = new Map<HostName, Promise<ReturnType<typeof createTalk>>>();
  let asking = 0;
  const start = async (name: HostName) => {
    const handle = (await parts).pool.take(name, () => asking === 0);
    const talk = createTalk(name, handle);
    void handle.gone.then((why) => {
      open.delete(name);
      talk.end(why);
    });
    await handle.ready.catch(({ message }: Error) => {
      throw new HostError(`${hosts[name].title} did not start: ${message.replace(/\.$/, '')}.`);
    });
    return talk;
  };
  const stop = () => {
    for (const talk of open.values()) void talk.then(({ end }) => end('it was ended'), () => {});
    open.clear();
  }; // prettier-ignore
  return {
    async ask(name, method, params) {
      let talk = open.get(name);
      if (!talk) {
        talk = start(name);
        open.set(name, talk);
        talk.catch(() => open.delete(name));
      }
      asking += 1;
      try {
        return await (await talk).ask(method, params);
      } finally {
        asking -= 1;
      }
    },
    stop,
    close() {
      stop();
      void parts.then(({ frames }) => frames.close(), () => {}); // prettier-ignore
    },
  };
}

type Handle = ReturnType<ReturnType<typeof createHostPool>['take']>;

function createTalk(name: HostName, handle: Handle) {
  let printed = { stdout: '', stderr: '' };
  const { port1, port2 } = new MessageChannel();
  const calls = createCalls((message) => port1.postMessage(message));
  port1.onmessage = ({ data }: MessageEvent<FromWire>) => {
    if (data.type === 'answer') calls.answer(data);
    else if (data.type === 'output') printed[data.stream] += data.text;
    else if (data.type === 'listen') {
      port1.postMessage({ type: 'refused', listener: data.listener, message: 'there are no ports here' });
    }
  };
  handle.attach(port2);
  return {
    async ask(method: string, params?: unknown) {
      printed = { stdout: '', stderr: '' };
      const value = await calls.call(method, params);
      return { value, ...printed };
    },
    end(why: string) {
      handle.stop();
      calls.abort(new HostError(`${hosts[name].title} is gone: ${why}.`));
      port1.close();
    },
  };
}
