import { useState } from 'preact/hooks';
import type { HttpExchange } from '../../sandbox/types.ts';
import { count } from './words.tsx';

/** The requests of a test: the last one, which led to the verdict, open; the earlier ones folded. */
export function Exchanges({ exchange }: { exchange: HttpExchange[] }) {
  const last = exchange.at(-1);
  const earlier = exchange.slice(0, -1);
  if (!last) return null;
  return (
    <div class="exchanges">
      {earlier.length > 0 && (
        <details class="fold">
          <summary>{count(earlier.length, 'request')} before it</summary>
          {earlier.map((one, index) => (
            <Exchange key={index} exchange={one} />
          ))}
        </details>
      )}
      <Exchange exchange={last} />
    </div>
  );
}

function Exchange({ exchange: { request, response, curl } }: { exchange: HttpExchange }) {
  return (
    <div class="exchange">
      <Message caption="Request" start={`${request.method} ${path(request.url)}`} {...request} />
      {response ? (
        <Message caption="Answer" start={`${response.status} ${response.statusText}`.trim()} {...response} />
      ) : (
        <p class="message-none">The app gave no answer.</p>
      )}
      <CopyLine text={curl} />
    </div>
  );
}

interface MessageProps {
  caption: string;
  start: string;
  headers: [string, string][];
  body: string;
}

function Message({ caption, start, headers, body }: MessageProps) {
  return (
    <figure class="message">
      <figcaption>{caption}</figcaption>
      <pre>
        <b>{start}</b>
        {'\n'}
        {headers.map(([name, value], index) => (
          <span key={index}>
            <span class="header-name">{name}:</span> {value}
            {'\n'}
          </span>
        ))}
        {'\n'}
        {body || <span class="aside">(empty body)</span>}
      </pre>
    </figure>
  );
}

function CopyLine({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied');
    } catch {
      setSaid('The browser refused; select the line instead');
    }
  };
  return (
    <div class="copy-line">
      <code>{text}</code>
      <button type="button" class="quiet" onClick={copy} aria-label="Copy the curl line">
        Copy
      </button>
      <span class="copy-said" role="status">
        {said}
      </span>
    </div>
  );
}

function path(url: string): string {
  try {
    const { pathname, search } = new URL(url);
    return pathname + search;
  } catch {
    return url;
  }
}
