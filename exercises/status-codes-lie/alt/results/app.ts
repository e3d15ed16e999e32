import express from 'express';

interface Result {
  status: number;
  body?: object;
  location?: string;
}

/** The shelf knows nothing of Express: each of its methods says what to answer. */
class Shelf {
  private readonly ids = new Map<string, number>();
  private last = 100;

  list = (): Result => ({ status: 200, body: { items: [...this.ids].map(([name, id]) => ({ id, name })) } });

  add(name: unknown): Result {
    if (typeof name !== 'string' || name === '') return failure(422, 'A product has a name.');
    if (this.ids.has(name)) return failure(409, 'A product of this name is there.');
    const id = (this.last += 1);
    this.ids.set(name, id);
    return { status: 201, body: { id, name }, location: `/products/${id}` };
  }

  find(id: string): Result {
    for (const [name, one] of this.ids) if (String(one) === id) return { status: 200, body: { id: one, name } };
    return failure(404, `No product has the id ${id}.`);
  }

  remove(id: string): Result {
    const found = [...this.ids].find(([, one]) => one === Number(id));
    if (!found) return failure(404, `No product has the id ${id}.`);
    this.ids.delete(found[0]);
    return { status: 204 };
  }
}

const titles: Record<number, string> = { 404: 'Not Found', 409: 'Conflict', 422: 'Unprocessable Content' };
const failure = (status: number, detail: string): Result => ({
  status,
  body: { title: titles[status], status, detail },
});

export function createApp() {
  const shelf = new Shelf();
  const send = (res: express.Response, { status, body, location }: Result) => {
    res.status(status);
    if (location) res.set('location', location);
    res.json(body);
  };
  const app = express().use(express.json());
  app.get('/products', (_req, res) => send(res, shelf.list()));
  app.post('/products', (req, res) => send(res, shelf.add(req.body?.name)));
  app.get('/products/:id', (req, res) => send(res, shelf.find(req.params.id)));
  app.delete('/products/:id', (req, res) => send(res, shelf.remove(req.params.id)));
  return app;
}
