import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const exercises = fileURLToPath(new URL('../../exercises/', import.meta.url));
/** `npm start` is for learners, who would find the answers there; `npm start -- --author` is for both. */
const forAuthors = !process.env.ENGINE_ROOM_WORKSPACE || process.env.ENGINE_ROOM_AUTHOR === '1';
const address = /\/author\/([a-z0-9-]+)\.json$/;

/**
 * While developing, `<base>/author/<slug>.json` holds a whole exercise, answers included, for the author's view of its
 * page; the event `author:changed` says whose file was saved. A build has neither.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function authorView() {
  return {
    name: 'author-view',
    hooks: {
      'astro:config:setup': ({ command, updateConfig }) => {
        const shown = command === 'dev' && forAuthors;
        updateConfig({ vite: { define: { 'import.meta.env.AUTHOR': JSON.stringify(shown) } } });
      },
      'astro:server:setup': ({ server }) => {
        if (!forAuthors) return;
        server.middlewares.use(async (request, response, next) => {
          const slug = address.exec(new URL(request.url ?? '/', 'http://localhost').pathname)?.[1];
          const files = slug && (await readExercise(join(exercises, slug)));
          if (!files) return next();
          response.setHeader('Content-Type', 'application/json; charset=utf-8');
          response.setHeader('Cache-Control', 'no-store');
          response.end(JSON.stringify(files));
        });
        server.watcher.on('all', (_event, file) => {
          const [slug = ''] = relative(exercises, file).split(sep);
          if (!slug || slug.startsWith('.') || slug === file) return;
          server.ws.send({ type: 'custom', event: 'author:changed', data: { slug } });
        });
      },
    },
  };
}

/** Every text file below the folder; undefined when there is none. @param {string} folder */
async function readExercise(folder) {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => undefined);
  const files = entries?.filter((entry) => entry.isFile() && !entry.name.startsWith('.'));
  if (!files?.length) return undefined;
  const read = files.map(async ({ parentPath, name }) => {
    const file = join(parentPath, name);
    return [relative(folder, file).split(sep).join('/'), await readFile(file, 'utf8')];
  });
  return Object.fromEntries(await Promise.all(read));
}
