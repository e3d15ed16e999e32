import express from 'express';

export function createApp(sessions: Map<string, string>) {
  const app = express().use(express.json());
  app.post('/login', (request, response) => {
    sessions.set('1', String(request.body.name));
    response.setHeader('set-cookie', 'session=1').end();
  });
  app.get('/me', (request, response) => {
    const [, id = ''] = /session=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
    response.send(sessions.get(id) ?? 'nobody');
  });
  return app;
}
