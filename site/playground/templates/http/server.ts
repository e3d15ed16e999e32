// A server from Node's own parts alone: what a framework does for you, written out.
import http from 'node:http';

const notes: string[] = ['The first note'];

const server = http.createServer(async (request, response) => {
  // The address comes as text; URL takes it apart.
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  console.log(request.method, pathname);

  if (pathname === '/notes' && request.method === 'GET') return sendJson(200, notes);
  if (pathname === '/notes' && request.method === 'POST') {
    const body = await readJson(request);
    if (typeof body?.text !== 'string') return sendJson(400, { error: 'Send JSON with a "text".' });
    notes.push(body.text);
    return sendJson(201, { text: body.text });
  }
  sendJson(404, { error: `There is nothing at ${pathname}.` });

  function sendJson(status: number, value: unknown) {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(value));
  }
});

/** A body arrives in pieces. What is no JSON is `undefined`. */
async function readJson(request: http.IncomingMessage) {
  let text = '';
  for await (const piece of request) text += piece;
  try {
    return JSON.parse(text) as { text?: unknown };
  } catch {
    return undefined;
  }
}

server.listen(3000, () => console.log('Listening on http://localhost:3000'));
