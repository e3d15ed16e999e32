import type { IncomingMessage, ServerResponse } from 'node:http';

interface Task {
  id: number;
  title: string;
  due: string | null;
  done: boolean;
}

/** No framework: the contract says nothing about how a server is built. */
export function createApp() {
  const tasks: Task[] = [];

  return async function app(request: IncomingMessage, response: ServerResponse) {
    const send = (status: number, value: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const { pathname } = new URL(request.url!, 'http://localhost');
    const [, collection, id, ...more] = pathname.split('/');
    const known = collection === 'tasks' && more.length === 0;

    if (known && !id && request.method === 'GET') return send(200, { items: tasks });
    if (known && !id && request.method === 'POST') {
      const { title, due } = await readBody(request);
      const errors = [...titleFaults(title), ...dueFaults(due)];
      if (errors.length)
        return send(422, { title: 'Unusable task', status: 422, detail: 'It was not stored.', errors });
      const task = { id: tasks.length + 1, title: title as string, due: (due as string) ?? null, done: false };
      tasks.push(task);
      return send(201, task);
    }
    const task = known && id && request.method === 'GET' && tasks[Number(id) - 1];
    return task ? send(200, task) : send(404, { title: 'Not here', status: 404, detail: `Nothing at ${pathname}` });
  };
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return text ? JSON.parse(text) : {};
}

const titleFaults = (title: unknown) =>
  typeof title === 'string' && /^[^]{1,80}$/.test(title) ? [] : [{ field: 'title', message: '1 to 80 characters' }];

function dueFaults(due: unknown) {
  if (due === undefined || due === null) return [];
  const fits = typeof due === 'string' && due.length === 10 && new Date(due).getUTCDate() === Number(due.slice(8));
  return fits ? [] : [{ field: 'due', message: 'a date, or null' }];
}
