import { useState } from 'preact/hooks';
import { duration } from '../words.tsx';
import { headerOf, type Answer } from './answer.ts';
import { hexLines } from './hex.ts';
import { prettyJson } from './pretty-json.ts';

type View = 'pretty' | 'text' | 'bytes';

/** The longest text that is put on the page at once. */
const shown = 100_000;

/** The body: readable, as it was sent, or its bytes. Whatever it holds, here it is text. */
export function BodyView({ answer }: { answer: Answer }) {
  const [wanted, setView] = useState<View>('pretty');
  const headers = answer.head?.headers ?? [];
  const type = headerOf(headers, 'content-type');
  const isEvents = /^text\/event-stream/i.test(type);
  const json = /json/i.test(type) && answer.phase === 'done' ? prettyJson(answer.text) : undefined;
  const views: [View, string][] = [['pretty', isEvents ? 'Events' : 'Pretty'], ['text', 'Text'], ['bytes', 'Bytes']];
  const available = views.filter(([id]) => id !== 'pretty' || isEvents || json !== undefined);
  const view = available.some(([id]) => id === wanted) ? wanted : 'text';
  if (!answer.size) return <p class="aside answer-empty">{answer.phase === 'streaming' ? 'No body yet' : 'No body'}</p>;
  return (
    <div class="answer-body">
      <div class="view-choice" role="group" aria-label="How the body is shown">
        {available.map(([id, label]) => (
          <button key={id} type="button" aria-pressed={id === view} onClick={() => setView(id)}>
            {label}
          </button>
        ))}
        <span class="aside">{type || 'no Content-Type'}</span>
      </div>
      {view === 'bytes' && <Bytes bytes={answer.bytes} size={answer.size} />}
      {view === 'pretty' && (isEvents ? <Events answer={answer} /> : <Text text={json!} />)}
      {view === 'text' && <Text text={answer.text || unreadable(headers)} />}
    </div>
  );
} // prettier-ignore

function unreadable(headers: [string, string][]): string {
  const encoding = headerOf(headers, 'content-encoding');
  return encoding ? `(packed with ${encoding}, which this page cannot unpack: see the bytes)` : '';
}

function Text({ text }: { text: string }) {
  return (
    <>
      <pre class="body-text" tabIndex={0} aria-label="Body of the answer">
        {text.slice(0, shown)}
      </pre>
      {text.length > shown && <p class="aside">The first {shown / 1000} thousand characters are shown.</p>}
    </>
  );
}

function Bytes({ bytes, size }: { bytes: Uint8Array; size: number }) {
  const lines = hexLines(bytes);
  return (
    <>
      <pre class="body-text hex" tabIndex={0} aria-label="Bytes of the answer">
        {lines.map(({ offset, hex, text }) => `${offset}  ${hex}  ${text}`).join('\n')}
      </pre>
      {size > 4096 && <p class="aside">The first 4096 of {size} bytes.</p>}
    </>
  );
}

function Events({ answer: { events } }: { answer: Answer }) {
  return (
    <ol class="sse-events" aria-label="Events">
      {events.map(({ type, data, id, after }, index) => (
        <li key={index}>
          <span class="aside">
            {duration(after)} {type}
            {id && `, id ${id}`}
          </span>
          <pre>{data}</pre>
        </li>
      ))}
    </ol>
  );
}
