import { sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** ms for which a change explains the reloads that Astro asks for: it stores content half a second later. */
const memory = 5_000;
const event = 'engine-room:content';
const keeper = 'engine-room:keeps-state';

/**
 * While the course is served from its sources, Astro reloads every page when a lesson or an exercise is saved. Pages that
 * can take the change over without losing their state are told of it instead.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function authorLoop() {
  return {
    name: 'author-loop',
    hooks: {
      'astro:server:setup': ({ server }) => {
        const root = fileURLToPath(new URL('../..', import.meta.url));
        const content = ['lessons', 'exercises'].map((room) => root + room + sep);
        keepState(server, (file) => content.some((folder) => file.startsWith(folder)));
      },
    },
  };
}

/**
 * @param {Pick<import('vite').ViteDevServer, 'watcher' | 'ws' | 'environments'>} server
 * @param {(file: string) => boolean} isContent
 * @param {() => number} now
 */
export function keepState(server, isContent, now = Date.now) {
  /** @type {WeakSet<object>} */
  const keepers = new WeakSet();
  let [content, code] = [-Infinity, -Infinity];
  server.ws.on(keeper, (_data, client) => void keepers.add(client));
  // Before Astro and Vite hear of it: they ask for a reload in the same moment.
  for (const kind of /** @type {const} */ (['add', 'change', 'unlink'])) {
    server.watcher.prependListener(kind, (/** @type {string} */ file) => {
      if (file.includes(`${sep}.astro${sep}`)) return;
      if (isContent(file)) content = now();
      else code = now();
    });
  }
  const isContentAlone = () => now() - content < memory && content >= code;
  for (const channel of new Set([server.environments.client.hot, server.ws])) {
    const send = channel.send.bind(channel);
    /** @param {any[]} words */
    channel.send = (...words) => {
      if (words[0]?.type !== 'full-reload' || !isContentAlone()) return /** @type {any} */ (send)(...words);
      for (const client of server.ws.clients) {
        if (keepers.has(client)) client.send({ type: 'custom', event, data: {} });
        else client.send(words[0]);
      }
    };
  }
}
