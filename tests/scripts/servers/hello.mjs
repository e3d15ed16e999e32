// The same as hello.py, for computers without Python.
import http from 'node:http';

const server = http.createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  const name = process.argv.includes('wrong') ? 'world' : (searchParams.get('name') ?? 'world');
  if (pathname === '/') response.setHeader('Content-Type', 'text/plain; charset=utf-8').end(`Hello, ${name}!`);
  else if (pathname === '/time')
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ now: new Date() }));
  else response.writeHead(404).end('There is nothing here.');
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
