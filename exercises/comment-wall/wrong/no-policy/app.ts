import express from 'express';
import { showForm, showWall, type Comment } from './views.ts';

export function createApp({ comments }: { comments: Comment[] }) {
  const app = express();
  app.use(express.urlencoded());

  app.get('/', (req, res) => {
    const search = String(req.query.search ?? '');
    const found = comments.filter(({ text }) => text.includes(search));
    res.send(showWall(found, search));
  });

  app.get('/wall.css', (_req, res) => {
    res.type('css').send('body { font: 1.1rem/1.5 Georgia, serif; max-width: 36rem; margin: 2rem auto; }');
  });

  // The app on phones reads the same comments. It makes no HTML of them.
  app.get('/comments.json', (_req, res) => {
    res.json({ items: comments });
  });

  app.post('/comments', (req, res) => {
    const id = (comments.at(-1)?.id ?? 0) + 1;
    comments.push({ id, ...readComment(req.body) });
    res.redirect(303, '/');
  });

  app.get('/comments/:id/edit', (req, res) => {
    const comment = comments.find(({ id }) => String(id) === req.params.id);
    if (comment) res.send(showForm(comment));
    else res.status(404).type('text').send('There is no such comment.');
  });

  app.post('/comments/:id', (req, res) => {
    const comment = comments.find(({ id }) => String(id) === req.params.id);
    if (comment) Object.assign(comment, readComment(req.body));
    res.redirect(303, '/');
  });

  return app;
}

function readComment(body: Record<string, unknown> | undefined) {
  const read = (field: string) => String(body?.[field] ?? '');
  return { name: read('name'), website: read('website'), text: read('text') };
}
