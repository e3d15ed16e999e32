/** The way to the learner's folder `workspace/`: only in pages that `npm start` serves. */
import { syncPath, tokenHeader, tokenName, type FolderState, type FolderWritten, type ProgressWritten } from '../../sandbox/local/sync/protocol.ts'; // prettier-ignore
import { FolderFault, type FolderConnection, type Lost } from '../../sandbox/session/folder-sync.ts';
import { errorText } from '../../sandbox/session/work.ts';
import { pathTo } from '../paths.ts';

/** ms: between tries to reach a server that has gone, and without a sign of life until it counts as gone. */
const patience = { first: 500, longest: 5_000, silence: 15_000 };

let token = tokenOf(document);

/** Whether this page was served by `npm start`. */
export const hasFolder = (): boolean => token !== undefined;

export function openFolder(slug: string): FolderConnection {
  const path = `exercises/${slug}`;
  return {
    write: (write) => send<FolderWritten>(path, 'POST', write),
    follow(listener) {
      const end = new AbortController();
      void followLines(`${path}/changes`, end.signal, {
        line: (line) => (isFault(line) ? listener.lost({ kind: 'fault', why: line.error }) : listener.state(line as FolderState)), // prettier-ignore
        lost: listener.lost,
      });
      return () => end.abort();
    },
  };
}

/** Joins the record of this browser with `workspace/progress.json`. Rejects when nobody answers. */
export const joinRecord = (record: unknown) => send<ProgressWritten>('progress', 'POST', { record });

export const removeRecord = () => send<unknown>('progress', 'DELETE', {});

async function send<Body>(path: string, method: string, body: unknown): Promise<Body> {
  const text = JSON.stringify(body);
  const headers = { 'Content-Type': 'application/json' };
  // A page that is being left still gets it through, up to what browsers allow.
  const response = await ask(path, { method, headers, body: text, keepalive: text.length < 30_000 });
  const answer = (await response.json()) as Body;
  if (!response.ok) throw new FolderFault(isFault(answer) ? answer.error : `The server answered ${response.status}.`);
  return answer;
}

async function ask(path: string, init: RequestInit): Promise<Response> {
  const go = () =>
    fetch(pathTo(syncPath + path), { ...init, headers: { ...init.headers, [tokenHeader]: token ?? '' }, redirect: 'error' }); // prettier-ignore
  const response = await go();
  if (response.status !== 403) return response;
  // Started anew, the server has another word; the page's own address tells it.
  const page = await fetch(location.href, { cache: 'no-store' });
  const fresh = tokenOf(new DOMParser().parseFromString(await page.text(), 'text/html'));
  if (!fresh || fresh === token) return response;
  token = fresh;
  return go();
}

interface LineListener {
  line(line: unknown): void;
  lost(why: Lost): void;
}

async function followLines(path: string, signal: AbortSignal, listener: LineListener): Promise<void> {
  // One failure is a short cut, or a server that is still busy with its first page.
  let failed = 0;
  for (let pause = patience.first; !signal.aborted; pause = Math.min(pause * 2, patience.longest)) {
    const reached = await followOnce(path, signal, listener);
    if (signal.aborted) return;
    failed = reached ? 0 : failed + 1;
    if (failed > 1) listener.lost({ kind: 'away' });
    if (reached) pause = patience.first;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Returns whether somebody answered. */
async function followOnce(path: string, signal: AbortSignal, { line, lost }: LineListener): Promise<boolean> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), patience.silence);
  try {
    const response = await ask(path, { signal: AbortSignal.any([signal, silence.signal]) });
    if (!response.ok) {
      const answer: unknown = await response.json();
      lost({ kind: 'fault', why: isFault(answer) ? answer.error : errorText(answer) });
      return true;
    }
    let rest = '';
    for await (const text of response.body!.pipeThrough(new TextDecoderStream()) as unknown as AsyncIterable<string>) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), patience.silence);
      const complete = (rest + text).split('\n');
      rest = complete.pop() ?? '';
      for (const one of complete) if (one && !signal.aborted) line(JSON.parse(one));
    }
  } catch {
    // No server, another one that does not know of this, or silence; or a stream that was cut.
  } finally {
    clearTimeout(timer);
  }
  return false;
}

function tokenOf(page: Document): string | undefined {
  return page.querySelector<HTMLMetaElement>(`meta[name="${tokenName}"]`)?.content;
}

const isFault = (answer: unknown): answer is { error: string } =>
  typeof (answer as { error?: unknown } | null)?.error === 'string';
