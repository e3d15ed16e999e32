// Starts your app on a port, for requests of your own: `node server.ts`. The tests do not use this file.
import { createApp } from './app.ts';

const port = Number(process.env['PORT'] ?? 3000);
createApp().listen(port, () => {
  console.log(`Listening on http://localhost:${port}`);
});
