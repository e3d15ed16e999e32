import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** The same contract without Express: a function of a request and a response. */
export function createApp() {
  const shelf: { id: number; name: string }[] = [];
  let next = 1;

  return async (request: IncomingMessage, response: ServerResponse) => {
    const answer = (status: number, body?: object, headers = {}) => {
      response.writeHead(status, { ...headers, ...(body && { 'content-type': 'application/json' }) });
      response.end(body && JSON.stringify(body));
    };
    const fail = (status: number, title: string) => answer(status, { title, status, detail: `${title}.` });

    const [, , id] = request.url!.split('/');
    const at = shelf.findIndex((product) => String(product.id) === id);
    if (id && at < 0) return fail(404, 'There is no such product');
    if (request.method === 'DELETE') {
      shelf.splice(at, 1);
      return answer(204);
    }
    if (request.method === 'GET') return answer(200, id ? shelf[at] : { items: shelf });

    const { name } = JSON.parse((await text(request)) || '{}');
    if (typeof name !== 'string' || !name.length) return fail(422, 'A name is missing');
    if (shelf.some((product) => product.name === name)) return fail(409, 'The name is taken');
    shelf.push({ id: next, name });
    answer(201, shelf.at(-1), { location: `products/${next++}` });
  };
}
