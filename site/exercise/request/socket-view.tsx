import { duration, Icon } from '../words.tsx';
import type { FrameLine, SocketClient } from './socket-client.ts';

/** A WebSocket to the learner's server: its address, what to send, and the frames both ways. */
export function SocketView({ client }: { client: SocketClient }) {
  const { phase, path, protocols, fault } = client;
  const closed = phase.value === 'closed';
  const submit = (event: Event) => {
    event.preventDefault();
    if (closed) void client.connect();
    else client.close();
  };
  return (
    <div class="socket">
      <form class="request-form" aria-label="WebSocket to your server" onSubmit={submit} noValidate>
        <div class="request-line">
          <span class="socket-origin" aria-hidden="true">
            ws://localhost:3000
          </span>
          <input
            aria-label="Path of the WebSocket"
            value={path.value}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            disabled={!closed}
            onInput={({ currentTarget }) => (path.value = currentTarget.value)}
          />
          <button type="submit" class={closed ? 'run' : 'quiet'}>
            {closed ? 'Connect' : 'Close'}
          </button>
        </div>
        <label class="socket-protocols">
          <span>Protocols</span>
          <input
            placeholder="none, or names with commas"
            value={protocols.value}
            spellcheck={false}
            autocomplete="off"
            autocapitalize="off"
            disabled={!closed}
            onInput={({ currentTarget }) => (protocols.value = currentTarget.value)}
          />
        </label>
      </form>
      <p class="socket-phase aside" data-phase={phase.value}>
        {{ closed: 'Not connected', connecting: 'Connecting', open: 'Connected' }[phase.value]}
      </p>
      {fault.value && (
        <p class="answer-failure" role="alert">
          <Icon name="error" />
          <span>{fault.value}</span>
        </p>
      )}
      <Composer client={client} />
      <Frames client={client} />
    </div>
  );
}

function Composer({ client }: { client: SocketClient }) {
  const { message, binary, phase } = client;
  const submit = (event: Event) => {
    event.preventDefault();
    client.sendText();
  };
  return (
    <form class="request-form" aria-label="Message" onSubmit={submit}>
      <textarea
        aria-label={binary.value ? 'Message, as hexadecimal bytes' : 'Message'}
        rows={3}
        value={message.value}
        spellcheck={false}
        placeholder={binary.value ? '48 65 6c 6c 6f' : 'Text or JSON'}
        onInput={({ currentTarget }) => (message.value = currentTarget.value)}
      />
      <div class="socket-actions">
        <button type="submit" class="quiet" disabled={phase.value !== 'open'}>
          Send
        </button>
        <label class="request-option">
          <input
            type="checkbox"
            checked={binary.value}
            onChange={({ currentTarget }) => (binary.value = currentTarget.checked)}
          />
          As bytes
        </label>
      </div>
    </form>
  );
}

const directions = { sent: 'Sent', received: 'Received', note: '' };

function Frames({ client: { lines, dropped, clear } }: { client: SocketClient }) {
  if (!lines.value.length) return null;
  return (
    <>
      {dropped.value > 0 && <p class="aside">{dropped.value} earlier lines are no longer kept.</p>}
      <ol class="frames" aria-label="Frames">
        {lines.value.map((line) => (
          <FrameItem key={line.id} line={line} />
        ))}
      </ol>
      <button type="button" class="link" onClick={clear}>
        Clear
      </button>
    </>
  );
}

function FrameItem({ line: { kind, text, binary, size, after } }: { line: FrameLine }) {
  return (
    <li class={`frame ${kind}`}>
      <span class="aside frame-facts">
        {kind !== 'note' && <Icon name={kind === 'sent' ? 'up' : 'down'} />}
        {directions[kind]} {duration(after)}
        {kind !== 'note' && `, ${size} B${binary ? ', bytes' : ''}`}
      </span>
      <pre>{text}</pre>
    </li>
  );
}
