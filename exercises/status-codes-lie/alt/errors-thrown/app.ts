import express, { type ErrorRequestHandler } from 'express';

/** A refusal that knows its status. Handlers throw it; one place turns it into an answer. */
class Refusal extends Error {
  readonly status: number;
  readonly title: string;

  constructor(status: number, title: string, detail: string) {
    super(detail);
    this.status = status;
    this.title = title;
  }
}

export function createApp() {
  const names: string[] = [];
  const shelf = express.Router();

  const find = (id: string) => {
    if (!(Number(id) in names)) throw new Refusal(404, 'No such product', `Nothing has the id ${id}.`);
    return { id: Number(id), name: names[Number(id)] };
  };

  shelf.get('/', (_req, res) => {
    res.send({ items: Object.keys(names).map(find) });
  });
  shelf.post('/', (req, res) => {
    const { name } = req.body ?? {};
    if (!name || typeof name !== 'string') throw new Refusal(422, 'Not a product', 'name must be a text.');
    if (names.includes(name)) throw new Refusal(409, 'Twice', `${name} is on the shelf.`);
    const id = names.push(name) - 1;
    const place = new URL(`${req.protocol}://${req.get('host')}/products/${id}`);
    res
      .set('Location', place.href)
      .status(201)
      .send(find(String(id)));
  });
  shelf.get('/:id', (req, res) => {
    res.send(find(req.params.id));
  });
  shelf.delete('/:id', (req, res) => {
    delete names[find(req.params.id).id];
    res.sendStatus(204);
  });

  const answerRefusal: ErrorRequestHandler = (error, _req, res, next) => {
    if (!(error instanceof Refusal)) return next(error);
    const { status, title, message } = error;
    res.status(status).json({ title, status, detail: message });
  };
  return express().use(express.json()).use('/products', shelf).use(answerRefusal);
}
