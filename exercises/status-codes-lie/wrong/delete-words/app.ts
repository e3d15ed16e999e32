import express, { type Response } from 'express';

interface Product {
  id: number;
  name: string;
}

export function createApp() {
  const products = new Map<number, Product>();
  let lastId = 0;
  const app = express();
  app.use(express.json());

  app.get('/products', (_req, res) => {
    res.json({ items: [...products.values()] });
  });

  app.get('/products/:id', (req, res) => {
    const product = products.get(Number(req.params.id));
    if (!product) return sendError(res, 404, 'Not found', `There is no product ${req.params.id}.`);
    res.json(product);
  });

  app.post('/products', (req, res) => {
    const name: unknown = req.body?.name;
    if (typeof name !== 'string' || name === '') return sendError(res, 422, 'Invalid product', 'It needs a name.');
    const taken = [...products.values()].some((product) => product.name === name);
    if (taken) return sendError(res, 409, 'Name taken', `There is a product “${name}” already.`);

    lastId = lastId + 1;
    const product = { id: lastId, name };
    products.set(product.id, product);
    res.status(201).location(`/products/${product.id}`).json(product);
  });

  app.delete('/products/:id', (req, res) => {
    const found = products.delete(Number(req.params.id));
    if (!found) return sendError(res, 404, 'Not found', `There is no product ${req.params.id}.`);
    res.json({ message: `Product ${req.params.id} is gone.` });
  });

  return app;
}

/** The status goes into the status line for programs, and into the body for whoever reads only that. */
function sendError(res: Response, status: number, title: string, detail: string) {
  res.status(status).json({ title, status, detail });
}
