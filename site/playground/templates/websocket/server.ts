// A chat: the page comes over HTTP, the messages over WebSockets. Open / in the Preview.
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { WebSocketServer } from 'ws';

const server = http.createServer((request, response) => {
  if (request.url !== '/') return void response.writeHead(404).end('There is nothing here.');
  response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
  response.end(readFileSync('chat.html'));
});

// The same port: a WebSocket begins as a request that asks to be upgraded.
const sockets = new WebSocketServer({ server });
let guests = 0;

sockets.on('connection', (socket) => {
  const name = `Guest ${++guests}`;
  socket.send(`Welcome, ${name}`);
  socket.on('message', (data) => {
    console.log(name, 'says', String(data));
    // To everybody who is connected, the sender too.
    for (const one of sockets.clients) one.send(`${name}: ${data}`);
  });
});

server.listen(3000, () => console.log('Listening on http://localhost:3000'));
