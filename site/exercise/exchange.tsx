import { useState } from 'preact/hooks';
import type { HttpExchange } from '../../sandbox/types.ts';
import { Body } from './body.tsx';
import type { Model } from './model.ts';
import { pathOf, toPreset } from './preset.ts';
import { toolsOf } from './tools.ts';
import { count } from './words.tsx';

/** The requests of a test: the last one, which led to the verdict, open; the earlier ones folded. */
export function Exchanges({ exchange, model }: { exchange: HttpExchange[]; model: Model }) {
  const [open, setOpen] = useState(false);
  const last = exchange.at(-1);
  const earlier = exchange.slice(0, -1);
  if (!last) return null;
  return (
    <div class="exchanges">
      {earlier.length > 0 && (
        <details class="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{count(earlier.length, 'request')} before it</summary>
          {open && earlier.map((one, index) => <Exchange key={index} exchange={one} model={model} />)}
        </details>
      )}
      <Exchange exchange={last} model={model} />
    </div>
  );
}

function Exchange({ exchange, model }: { exchange: HttpExchange; model: Model }) {
  const { request, response, curl } = exchange;
  // Elsewhere nothing listens: both would lead to a server that is not there.
  const repeatable = toolsOf(model).some(({ id }) => id === 'request');
  const openInRequest = () => {
    model.requestDraft.value = toPreset(request);
    model.actions.openTool('request');
  };
  return (
    <div class="exchange">
      <Message caption="Request" start={`${request.method} ${pathOf(request.url)}`} {...request} />
      {response ? (
        <Message caption="Answer" start={`${response.status} ${response.statusText}`.trim()} {...response} />
      ) : (
        <p class="message-none">The app gave no answer.</p>
      )}
      {repeatable && <CopyLine text={curl} />}
      {repeatable && (
        <div class="exchange-actions">
          <button type="button" class="quiet small" onClick={openInRequest}>
            Open it in Request
          </button>
        </div>
      )}
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
        {headers.map(([name, value], index) => (
          <span key={index}>
            {'\n'}
            <span class="header-name">{name}:</span> {value}
          </span>
        ))}
      </pre>
      {(body || caption === 'Answer') && <Body text={body} />}
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
      <code>{shortened(text)}</code>
      <button type="button" class="quiet small" onClick={copy} aria-label="Copy the curl line">
        Copy
      </button>
      <span class="copy-said" role="status">
        {said}
      </span>
    </div>
  );
}

/** What is copied is whole. */
const shortened = (text: string) => (text.length > 600 ? `${text.slice(0, 600)} …` : text);
