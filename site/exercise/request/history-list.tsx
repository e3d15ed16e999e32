import type { Client } from './client.ts';
import type { Sent } from './history.ts';
import { toneOf } from './statuses.ts';

/** What was sent before, on this device. A click fills it in and sends it again. */
export function HistoryList({ client }: { client: Client }) {
  const { history } = client;
  if (!history.value.length) return null;
  const again = ({ method, path, headers, body }: Sent) => {
    client.draft.value = { method, path, headers, body };
    void client.send();
  };
  return (
    <details class="fold request-history">
      <summary>
        Sent before <span class="aside">{history.value.length}</span>
      </summary>
      <ul aria-label="Sent before">
        {history.value.map((one) => (
          <li key={`${one.at} ${one.method} ${one.path}`}>
            <button type="button" class="history-entry" onClick={() => again(one)} title="Send again">
              <b>{one.method}</b> <span class="history-path">{one.path}</span>{' '}
              {one.status === undefined ? (
                <span class="aside">no answer</span>
              ) : (
                <span class={`status-mark ${toneOf(one.status)}`}>{one.status}</span>
              )}
              <time class="aside">{new Date(one.at).toLocaleTimeString([], { timeStyle: 'short' })}</time>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" class="link" onClick={client.clearHistory}>
        Clear
      </button>
    </details>
  );
}
