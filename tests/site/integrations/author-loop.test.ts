import { EventEmitter } from 'node:events';
import { describe, expect, test } from 'vitest';
import { keepState } from '../../../site/integrations/author-loop.mjs';

/** A development server with one page that keeps its state and one that does not. */
function createServer() {
  const told: string[] = [];
  const client = (name: string) => ({ send: ({ type }: { type: string }) => told.push(`${name}: ${type}`) });
  const [lesson, error] = [client('lesson'), client('error')];
  const ws = Object.assign(new EventEmitter(), {
    clients: new Set([lesson, error]),
    send: ({ type }: { type: string }) => told.push(`all: ${type}`),
  });
  const watcher = new EventEmitter();
  const time = { now: 0 };
  // Astro asks for its reloads while the watcher tells of the change.
  watcher.on('change', () => ws.send({ type: 'full-reload' }));
  const server = { ws, watcher, environments: { client: { hot: ws } } } as unknown as Parameters<typeof keepState>[0];
  keepState(server, (file: string) => file.startsWith('/lessons/'), () => time.now); // prettier-ignore
  ws.emit('engine-room:keeps-state', {}, lesson);
  return { ws, watcher, time, told: () => told.splice(0) };
}

describe('a page that keeps its state', () => {
  test('is told of a saved lesson, and others are reloaded', () => {
    const { watcher, told } = createServer();
    watcher.emit('change', '/lessons/a.mdx');
    expect(told()).toEqual(['lesson: custom', 'error: full-reload']);
  });

  test('is told again when the content has been stored, a moment later', () => {
    const { ws, watcher, time, told } = createServer();
    watcher.emit('change', '/lessons/a.mdx');
    told();
    time.now = 2_000;
    watcher.emit('change', '/.astro/data-store.json');
    expect(told()).toEqual(['lesson: custom', 'error: full-reload']);
    ws.send({ type: 'update' });
    expect(told()).toEqual(['all: update']);
  });

  test('is reloaded when the site itself has changed', () => {
    const { watcher, time, told } = createServer();
    watcher.emit('change', '/lessons/a.mdx');
    told();
    time.now = 10;
    watcher.emit('change', '/site/layout.astro');
    expect(told()).toEqual(['all: full-reload']);
  });

  test('is reloaded when nothing that was saved explains it', () => {
    const { ws, watcher, time, told } = createServer();
    watcher.emit('change', '/lessons/a.mdx');
    told();
    time.now = 60_000;
    ws.send({ type: 'full-reload' });
    expect(told()).toEqual(['all: full-reload']);
  });
});
