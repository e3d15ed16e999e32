import express from 'express';

interface Field {
  rule: string;
  /** Used when the client leaves the field out; a field without one is required. */
  fallback?: unknown;
  accepts(value: unknown): boolean;
}

/** The table of the task, as data: a new field is a new entry and no new code. */
const fields: Record<string, Field> = {
  title: {
    rule: 'text, 1 to 80 characters',
    accepts: (value) => typeof value === 'string' && value !== '' && value.length <= 80,
  },
  priority: { rule: '0, 1, 2 or 3', fallback: 0, accepts: (value) => [0, 1, 2, 3].some((level) => level === value) },
  due: { rule: 'YYYY-MM-DD or null', fallback: null, accepts: (value) => value === null || existingDay(value) },
  done: { rule: 'true or false', fallback: false, accepts: (value) => value === true || value === false },
};

export const createApp = () => {
  const stored = new Map<number, object>();
  const app = express().use(express.json());

  app
    .route('/tasks')
    .get((_req, res) => {
      res.json({ items: [...stored.values()] });
    })
    .post((req, res) => {
      const task: Record<string, unknown> = { id: stored.size + 1 };
      const errors = [];
      for (const [field, { rule, fallback, accepts }] of Object.entries(fields)) {
        const value = req.body?.[field] === undefined ? fallback : req.body[field];
        if (accepts(value)) task[field] = value;
        else errors.push({ field, message: `Expected ${rule}.` });
      }
      if (errors.length) {
        res.status(422).json({ title: 'Unprocessable', status: 422, detail: 'See errors.', errors });
      } else {
        stored.set(stored.size + 1, task);
        res.status(201).location(`/tasks/${task.id}`).json(task);
      }
    });

  return app;
};

/** Asks the calendar for the last day of the month instead of parsing the text as a date. */
function existingDay(value: unknown) {
  const parts = typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(value) : null;
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth;
}
