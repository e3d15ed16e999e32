import { randomBytes } from 'node:crypto';
import { fileURLToPath, pathToFileURL } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const served = fileURLToPath(new URL('../../sandbox/local/sync/serve.ts', import.meta.url));

/**
 * With `npm start`, which names the folder in `ENGINE_ROOM_WORKSPACE`, pages reach the learner's files in it. Neither
 * `npm run dev`, where authors try wrong answers, nor a built site has any of this.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function workspaceFolder() {
  const workspace = process.env.ENGINE_ROOM_WORKSPACE;
  let base = '/';
  return {
    name: 'workspace-folder',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        if (command !== 'dev' || !workspace) return;
        // Pages hold the token: a server on another port, such as one that a learner writes, must not read them.
        updateConfig({ vite: { server: { cors: false } } });
        process.env.ENGINE_ROOM_TOKEN = randomBytes(32).toString('base64url');
      },
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:server:setup': async ({ server }) => {
        const token = process.env.ENGINE_ROOM_TOKEN;
        if (!workspace || !token) return;
        const { serveSync } = await import(pathToFileURL(served).href);
        server.middlewares.use(serveSync({ project, workspace, token, base }));
      },
    },
  };
}
