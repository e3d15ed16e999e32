import http from 'node:http';

/** Serves a listener or a server on a free port. */
export async function serve(listener) {
  const server = typeof listener.address === 'function' ? listener : http.createServer(listener);
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  const agent = new http.Agent();
  return {
    server,
    port,
    url: `http://127.0.0.1:${port}`,
    request: (path, options) => request(port, agent, path, options),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

function request(port, agent, path, { method = 'GET', headers = {}, body, json } = {}) {
  const content = json === undefined ? body : JSON.stringify(json);
  const all = json === undefined ? headers : { 'content-type': 'application/json', ...headers };
  return new Promise((resolve, reject) => {
    const sent = http.request({ port, host: '127.0.0.1', agent, path, method, headers: all }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('error', reject);
      response.on('end', () => {
        const bytes = Buffer.concat(parts);
        resolve({ status: response.statusCode, headers: steady(response.headers), bytes, text: bytes.toString() });
      });
    });
    sent.on('error', reject);
    sent.end(content);
  });
}

/** Headers that are the same in every run. */
function steady(headers) {
  const { date: _date, connection: _connection, 'keep-alive': _alive, ...rest } = headers;
  return rest;
}

export const cookiesOf = (response) => (response.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
