import { signal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import type { Model } from '../model.ts';
import { Tabs } from '../tabs.tsx';
import { AnswerView } from './answer-view.tsx';
import { createClient, type Client } from './client.ts';
import { HistoryList } from './history-list.tsx';
import { RequestForm } from './form.tsx';
import { ServerBar } from './server-bar.tsx';
import { createSocketClient } from './socket-client.ts';
import { SocketView } from './socket-view.tsx';
import { serverEntry } from './server.ts';
import './request.css';
import './answer.css';
import './history.css';
import './socket.css';

type Mode = 'http' | 'socket';

/** Requests and WebSockets of one's own to the server that the exercise is about. */
export function RequestPanel({ model }: { model: Model }) {
  const [client, socket, mode] = useMemo(
    () => [createClient(model), createSocketClient(model), signal<Mode>('http')] as const,
    [],
  );
  useEffect(() => () => (client.dispose(), socket.close()), []);
  if (serverEntry(model) === undefined) return <NoServer />;
  const keys = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (!event.repeat) void (mode.value === 'http' ? client.send() : socket.sendText());
  };
  return (
    <section class="request" aria-label="Request" data-own-enter onKeyDown={keys}>
      <ServerBar model={model} />
      <Tabs
        class="request-modes"
        tabs={[
          { id: 'http', label: 'HTTP' },
          { id: 'socket', label: 'WebSocket' },
        ]}
        selected={mode.value}
        label="Kind of connection"
        controls="request-mode"
        onSelect={(id) => (mode.value = id as Mode)}
      />
      <div id="request-mode" role="tabpanel" aria-label={mode.value === 'http' ? 'HTTP' : 'WebSocket'}>
        {mode.value === 'http' ? <Http model={model} client={client} /> : <SocketView client={socket} />}
      </div>
    </section>
  );
}

function Http({ model, client }: { model: Model; client: Client }) {
  return (
    <>
      <RequestForm model={model} client={client} />
      <AnswerView client={client} />
      <HistoryList client={client} />
    </>
  );
}

function NoServer() {
  return (
    <section class="request" aria-label="Request">
      <p class="request-none">
        <strong>There is no server to ask here.</strong> This exercise has no file that listens on a port.
      </p>
    </section>
  );
}
