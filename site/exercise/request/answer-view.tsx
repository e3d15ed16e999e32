import { useState } from 'preact/hooks';
import { duration, Icon } from '../words.tsx';
import { headerOf, type Answer, type AnswerHead } from './answer.ts';
import type { Client } from './client.ts';
import { BodyView } from './body-view.tsx';
import { draftOf } from './history.ts';
import { isRedirect, meaningOf, toneOf } from './statuses.ts';

/** The answer: status, time, size, headers and body, as they arrive. */
export function AnswerView({ client }: { client: Client }) {
  const answer = client.answer.value;
  if (!answer) {
    return <p class="aside request-none">The answer comes here. Send starts your server when it is not running.</p>;
  }
  const { phase, head, failure } = answer;
  return (
    <section class="answer" aria-label="Answer" data-phase={phase}>
      {phase === 'waiting' && <p class="aside">Waiting for the answer</p>}
      {failure && (
        <p class="answer-failure">
          <Icon name="error" />
          <span>{failure}</span>
        </p>
      )}
      {head && (
        <>
          <Status answer={answer} head={head} />
          <Redirect client={client} answer={answer} head={head} />
          <Headers headers={head.headers} />
          <BodyView answer={answer} />
        </>
      )}
    </section>
  );
}

function Status({ answer: { size, total, phase }, head }: { answer: Answer; head: AnswerHead }) {
  const { status, statusText, after } = head;
  const times = total === undefined || total - after < 2 ? duration(after) : `${duration(after)}, to its end ${duration(total)}`;
  return (
    <div class="answer-head">
      <p class={`answer-status ${toneOf(status)}`}>
        <strong>
          {status} {statusText}
        </strong>{' '}
        <span class="answer-meaning">{meaningOf(status)}</span>
      </p>
      <p class="aside answer-figures">
        {phase === 'streaming' ? 'Still coming: ' : ''}
        {size < 1000 ? `${size} B` : `${(size / 1000).toFixed(1)} kB`} after {times}
      </p>
    </div>
  );
} // prettier-ignore

function Redirect({ client, answer, head }: { client: Client; answer: Answer; head: AnswerHead }) {
  const location = headerOf(head.headers, 'location');
  if (!isRedirect(head.status) || !location) return null;
  const target = resolve(location, answer.request.url);
  if (!target || target.host !== new URL(answer.request.url).host) {
    return <p class="aside answer-redirect">It points to {location}, which is not your server.</p>;
  }
  const keeps = head.status === 307 || head.status === 308;
  const { method, body, headers } = client.draft.value;
  const path = target.pathname + target.search;
  const next = keeps ? { method, body, headers, path } : { ...draftOf({ title: '', method: 'GET', path, headers: {}, body: '' }), headers: headers.filter(([name]) => !/^content-/i.test(name)) };
  const follow = () => {
    client.draft.value = next;
    void client.send();
  };
  return (
    <p class="answer-redirect">
      <button type="button" class="link" onClick={follow}>
        Follow to {next.method} {path}
      </button>
    </p>
  );
} // prettier-ignore

function resolve(location: string, base: string): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}

function Headers({ headers }: { headers: [string, string][] }) {
  const [open, setOpen] = useState(false);
  return (
    <details class="fold" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        Headers <span class="aside">{headers.length}</span>
      </summary>
      <dl class="answer-headers">
        {headers.map(([name, value], index) => (
          <div key={index}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
