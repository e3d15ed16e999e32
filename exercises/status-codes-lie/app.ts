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
    if (!product) return sendFailure(res, `There is no product ${req.params.id}.`);
    res.json(product);
  });

  app.post('/products', (req, res) => {
    const name: unknown = req.body?.name;
    if (typeof name !== 'string' || name === '') return sendFailure(res, 'A product needs a name.');
    const taken = [...products.values()].some((product) => product.name === name);
    if (taken) return sendFailure(res, `There is a product “${name}” already.`);

    lastId = lastId + 1;
    const product = { id: lastId, name };
    products.set(product.id, product);
    // TODO: this answers 200. The table of the task asks for more than another number here.
    res.json(product);
  });

  app.delete('/products/:id', (req, res) => {
    const found = products.delete(Number(req.params.id));
    if (!found) return sendFailure(res, `There is no product ${req.params.id}.`);
    res.json({ success: true, message: `Product ${req.params.id} is gone.` });
  });

  return app;
}

// TODO: people can read this; programs see a 200. What would have to be handed in, so that it can say which failure it is?
function sendFailure(res: Response, message: string) {
  res.json({ success: false, message });
}
