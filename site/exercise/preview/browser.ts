import { signal, type Signal } from '@preact/signals';
import { headerOf } from '../request/answer.ts';
import { failureWords } from '../request/check.ts';
import { createCookieJar } from '../request/cookies.ts';
import { ensureServer, origin } from '../request/server.ts';
import type { Model } from '../model.ts';
import { ask, readAll, type Wanted } from './ask.ts';
import { createPageView } from './page-view.ts';
import type { PageEvents } from './page-port.ts';
import type { Shell } from './shell.ts';
import { createTrail } from './trail.ts';

export interface Shown {
  status: number;
  statusText: string;
  type: string;
  title: string;
}

/** Something that the page said or was kept from. */
export interface Line {
  id: number;
  kind: string;
  text: string;
}

export interface Browser {
  /** What stands in the address bar: path, query and hash. */
  address: Signal<string>;
  phase: Signal<'empty' | 'loading' | 'shown' | 'failed'>;
  shown: Signal<Shown | undefined>;
  failure: Signal<string>;
  lines: Signal<Line[]>;
  canGo: Signal<{ back: boolean; forward: boolean }>;
  open(path: string): Promise<void>;
  step(by: -1 | 1): void;
  reload(): void;
  forgetCookies(): void;
}

const get = (path: string): Wanted => ({ method: 'GET', url: origin + path, headers: [['Accept', 'text/html,application/xhtml+xml,*/*;q=0.8']], body: null }); // prettier-ignore

/** A browser with one tab for the learner's server. */
export function createBrowser(model: Model, shell: Shell): Browser {
  const fields = createFields();
  const { address, phase, shown, failure, lines } = fields;
  const trail = createTrail<{ path: string; again: Wanted }>();
  const jar = createCookieJar(Date);
  let current: AbortController | undefined;

  /** Shows what the server answers; `place` says what becomes of the trail. */
  const visit = async (wanted: Wanted, place: 'add' | 'stay', referrer?: string) => {
    current?.abort();
    const { signal } = (current = new AbortController());
    phase.value = 'loading';
    failure.value = '';
    const { hash } = new URL(wanted.url);
    try {
      const missing = await ensureServer(model, true);
      if (signal.aborted) return;
      if (missing) throw new Error(missing);
      const { response, url, method } = await ask(model, wanted, { jar, referrer, signal });
      const bytes = await readAll(response);
      if (signal.aborted) return;
      const path = url.slice(origin.length) + hash;
      if (place === 'add') trail.add({ path, again: method === 'GET' ? get(path) : wanted });
      address.value = path;
      await show(response, bytes, url + hash);
      if (signal.aborted) return;
      lines.value = [];
      shown.value = {
        status: response.status,
        statusText: response.statusText,
        type: headerOf(response.headers, 'content-type'),
        title: '',
      };
      phase.value = 'shown';
      model.announced.value = `Preview: ${response.status} ${response.statusText}`;
    } catch (error) {
      if (signal.aborted) return;
      phase.value = 'failed';
      failure.value = failureWords(error instanceof Error ? error.message : String(error), false);
      model.announced.value = failure.value;
    }
  };

  const go = (wanted: Wanted, from: string) => void visit(wanted, 'add', from);
  const show = createPageView({ model, shell, jar, events: (url) => pageEvents(fields, url, go) });
  return {
    ...fields,
    canGo: trail.canGo,
    open: (path) => visit(get(path.startsWith('/') ? path : `/${path}`), 'add'),
    step(by) {
      const entry = trail.step(by);
      if (entry) void visit(entry.again, 'stay');
    },
    reload() {
      const entry = trail.current();
      void (entry ? visit(entry.again, 'stay') : visit(get(address.value), 'add'));
    },
    forgetCookies: jar.clear,
  };
}

/** What becomes of what the page at `url` says and wants. */
function pageEvents(
  { say, shown, address }: ReturnType<typeof createFields>,
  url: string,
  go: (wanted: Wanted, from: string) => void,
): PageEvents {
  return {
    say,
    title: (title) => void (shown.value = shown.value && { ...shown.value, title }),
    hash: (hash) => void (address.value = url.slice(origin.length) + hash),
    navigate(wanted) {
      if (!URL.canParse(wanted.url) || new URL(wanted.url).origin !== origin) return say('left', wanted.url);
      go({ ...wanted, headers: [...get('/').headers, ...wanted.headers] }, url);
    },
  };
}

function createFields() {
  const lines = signal<Line[]>([]);
  let count = 0;
  return {
    address: signal('/'),
    phase: signal<'empty' | 'loading' | 'shown' | 'failed'>('empty'),
    shown: signal<Shown | undefined>(undefined),
    failure: signal(''),
    lines,
    say: (kind: string, text: string) =>
      void (lines.value = [...lines.value, { id: count++, kind, text: text.slice(0, 2000) }].slice(-50)),
  };
}
