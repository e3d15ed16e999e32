import type { IncomingMessage, ServerResponse } from 'node:http';

let count = 0;

export function app(_request: IncomingMessage, response: ServerResponse) {
  response.end(`${++count}`);
}
