import type { IncomingMessage, ServerResponse } from 'node:http';

/** No framework at all: an app is a function that takes a request and writes a response. */
export function createApp({ clock }: { clock: { now(): Date } }) {
  return function app(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '/', 'http://localhost');
    switch (url.pathname) {
      case '/':
        response.setHeader('content-type', 'text/plain; charset=utf-8');
        response.end(`Hello, ${url.searchParams.get('name') ?? 'world'}!`);
        break;
      case '/time':
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ now: clock.now() }));
        break;
      default:
        response.statusCode = 404;
        response.end('Not found');
    }
  };
}
