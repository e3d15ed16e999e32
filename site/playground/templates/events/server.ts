// Server-sent events: one answer that never ends, with a message every second.
import express from 'express';

const app = express();

app.get('/events', (req, res) => {
  res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });

  // A browser that lost the connection says which message it saw last.
  let id = Number(req.get('Last-Event-ID') ?? 0);
  const send = () => {
    id += 1;
    res.write(`id: ${id}\nevent: tick\ndata: ${JSON.stringify({ at: new Date().toISOString() })}\n\n`);
  };
  send();
  const timer = setInterval(send, 1000);

  // Whoever goes away must not leave a timer behind.
  res.on('close', () => {
    clearInterval(timer);
    console.log('A listener has gone');
  });
});

app.get('/', (_req, res) => {
  res.type('text').send('Send GET /events and watch the messages arrive.');
});

app.listen(3000, () => console.log('Listening on http://localhost:3000'));
