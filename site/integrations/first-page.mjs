/**
 * While no page is open, there is nothing to reload. Vite would keep the message that Astro sends while it reads the
 * lessons, and reload the first page that is opened, in the middle of its loading.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function firstPage() {
  return {
    name: 'first-page',
    hooks: {
      'astro:server:setup': ({ server }) => {
        for (const channel of new Set([server.ws, server.environments.client.hot])) {
          const send = channel.send.bind(channel);
          channel.send = (/** @type {any[]} */ ...message) => {
            if (message[0]?.type === 'full-reload' && server.ws.clients.size === 0) return;
            send(...message);
          };
        }
      },
    },
  };
}
