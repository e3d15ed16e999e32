import type { IncomingMessage, ServerResponse } from 'node:http';

/** Node's own server calls any function that takes a request and a response. */
export function createApp({ greeting }: { greeting: string }) {
  let visits = 0;
  return ({ method, url }: IncomingMessage, response: ServerResponse) => {
    if (method !== 'GET' || url !== '/visits') return void response.writeHead(404).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ visits: ++visits, greeting }));
  };
}
