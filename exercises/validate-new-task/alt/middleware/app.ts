import express, { type RequestHandler } from 'express';

/** A check returns what is wrong with a value, or undefined when nothing is. */
type Check = (value: unknown) => string | undefined;

const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined ? undefined : check(value);

const text =
  (min: number, max: number): Check =>
  (value) =>
    typeof value === 'string' && value.length >= min && value.length <= max ? undefined : `text of ${min}–${max}`;

const integer =
  (min: number, max: number): Check =>
  (value) =>
    Number.isInteger(value) && (value as number) >= min && (value as number) <= max
      ? undefined
      : `integer ${min}–${max}`;

const flag: Check = (value) => (typeof value === 'boolean' ? undefined : 'true or false');

const day: Check = (value) => {
  if (value === null) return undefined;
  const [year, month, date] = /^\d{4}-\d\d-\d\d$/.test(String(value)) ? String(value).split('-').map(Number) : [];
  if (typeof value !== 'string' || !year || !month || !date) return 'a day';
  const built = new Date(Date.UTC(year, month - 1, date));
  return built.getUTCMonth() === month - 1 && built.getUTCDate() === date ? undefined : 'a day that exists';
};

/** Answers 422 with every fault, or leaves the known fields in `res.locals.input` and goes on. */
function validate(checks: Record<string, Check>): RequestHandler {
  return (req, res, next) => {
    const body: Record<string, unknown> = req.body ?? {};
    const errors = Object.entries(checks).flatMap(([field, check]) => {
      const message = check(body[field]);
      return message ? [{ message, field }] : [];
    });
    if (errors.length) {
      res.status(422).json({ title: 'Invalid', status: 422, detail: `${errors.length} faults`, errors });
      return;
    }
    const known = Object.keys(checks).filter((field) => body[field] !== undefined);
    res.locals.input = Object.fromEntries(known.map((field) => [field, body[field]]));
    next();
  };
}

export function createApp() {
  let lastId = 0;
  let items: object[] = [];
  const app = express();

  app.get('/tasks', (_req, res) => {
    res.json({ items });
  });
  app.post(
    '/tasks',
    express.json(),
    validate({ done: optional(flag), due: optional(day), priority: optional(integer(0, 3)), title: text(1, 80) }),
    (_req, res) => {
      const task = { id: ++lastId, priority: 0, due: null, done: false, ...res.locals.input };
      items = [...items, task];
      res.status(201).json(task);
    },
  );
  return app;
}
