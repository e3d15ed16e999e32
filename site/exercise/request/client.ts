import { effect, signal, type Signal } from '@preact/signals';
import type { PlainRequest } from '../../../sandbox/types.ts';
import type { Model } from '../model.ts';
import { duration } from '../words.tsx';
import { receive, type Answer } from './answer.ts';
import { failureWords, faultOf } from './check.ts';
import { createCookieJar, type CookieJar } from './cookies.ts';
import type { SentRequest } from './copy.ts';
import { addToHistory, draftOf, emptyDraft, historyKey, readHistory, type Draft, type Sent } from './history.ts';
import { ensureServer, origin } from './server.ts';
import { meaningOf } from './statuses.ts';

/** The state of the request panel, and what changes it. */
export interface Client {
  draft: Signal<Draft>;
  answer: Signal<Answer | undefined>;
  history: Signal<Sent[]>;
  /** Whether the server is started again when the code has changed. */
  fresh: Signal<boolean>;
  /** Whether cookies are kept and sent, as browsers do. */
  keepsCookies: Signal<boolean>;
  jar: CookieJar;
  change(part: Partial<Draft>): void;
  send(): Promise<void>;
  stop(): void;
  clearHistory(): void;
  /** The request as it would be sent now. */
  preview(): SentRequest;
  dispose(): void;
}

export function createClient(model: Model): Client {
  const first = model.page.exercise.requests[0];
  const draft = signal<Draft>(first ? draftOf(first) : emptyDraft);
  const answer = signal<Answer | undefined>(undefined);
  const [fresh, keepsCookies] = [signal(true), signal(false)];
  const jar = createCookieJar(Date);
  const past = createPast(model);
  let current: AbortController | undefined;

  const preview = (): SentRequest => {
    const { method, path, body } = draft.value;
    const headers = draft.value.headers.filter(([name]) => name.trim()).map(([name, value]): [string, string] => [name.trim(), value]);
    const cookies = keepsCookies.value && jar.header(path);
    if (cookies && !headers.some(([name]) => name.toLowerCase() === 'cookie')) headers.push(['Cookie', cookies]);
    return { method, url: origin + path, headers, body };
  }; // prettier-ignore

  const send = async () => {
    current?.abort();
    const mine = (current = new AbortController());
    const sent = draft.value;
    const show = (next: Answer) => current === mine && (answer.value = next);
    const fault = faultOf(sent) ?? (await ensureServer(model, fresh.value));
    if (mine.signal.aborted) return;
    const request = preview();
    if (fault) return void show(failed(request, fault));
    const began = Date.now();
    const result = await exchange(model, request, mine.signal, show, (headers) => {
      if (keepsCookies.value) jar.take(headers, sent.path);
    });
    past.add({ ...sent, at: began, status: result.head?.status });
    if (current === mine) model.announced.value = said(result);
  };

  // Another panel may fill the form in.
  const stopFollowing = effect(() => {
    const wanted = model.requestDraft.value;
    if (!wanted) return;
    draft.value = draftOf(wanted);
    model.requestDraft.value = undefined;
  });
  return {
    draft,
    answer,
    history: past.history,
    fresh,
    keepsCookies,
    jar,
    change: (part) => void (draft.value = { ...draft.value, ...part }),
    send,
    stop: () => current?.abort(),
    clearHistory: past.clear,
    preview,
    dispose: stopFollowing,
  };
}

function said({ failure, head, total }: Answer): string {
  if (failure) return failure;
  return head ? `Answer ${head.status}: ${meaningOf(head.status)}, after ${duration(total ?? head.after)}` : '';
}

const failed = (request: SentRequest, failure: string): Answer => ({
  phase: 'failed',
  request,
  failure,
  size: 0,
  bytes: new Uint8Array(),
  text: '',
  events: [],
});

/** Sends, and shows the answer as it comes in. Resolves with its last state. */
async function exchange(
  model: Model,
  request: SentRequest,
  signal: AbortSignal,
  show: (answer: Answer) => unknown,
  onHeaders: (headers: [string, string][]) => void,
): Promise<Answer> {
  let last: Answer = { ...failed(request, ''), phase: 'waiting', failure: undefined };
  const tell = (next: Answer) => show((last = next));
  tell(last);
  const plain: PlainRequest = { ...request, body: request.body ? new TextEncoder().encode(request.body) : null };
  const began = performance.now();
  try {
    const response = await model.services.value!.program.send(plain, { signal });
    onHeaders(response.headers);
    await receive(response, { request, began, signal, tell });
  } catch (error) {
    const failure = failureWords(error instanceof Error ? error.message : String(error), signal.aborted);
    tell({ ...last, phase: 'failed', failure, total: performance.now() - began });
  }
  return last;
}

/** The history on the device. Without one it is kept for as long as the page is open. */
function createPast(model: Model) {
  const history = signal<Sent[]>([]);
  const key = historyKey(model.page.exercise.slug);
  const storage = () => model.services.value?.storage;
  void storage()
    ?.get(key)
    .then((stored) => (history.value = [...history.value, ...readHistory(stored)]))
    .catch(() => {});
  const keep = (change: (before: Sent[]) => Sent[]) => {
    history.value = change(history.value);
    void storage()
      ?.update(key, (stored) => change(readHistory(stored)))
      .catch(() => {});
  };
  return {
    history,
    add: (sent: Sent) => keep((before) => addToHistory(before, sent)),
    clear: () => keep(() => []),
  };
}
