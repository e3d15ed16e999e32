// Starts your wall on a port, with three comments: `node server.ts`. The tests do not use this file.
import { createApp } from './app.ts';

const comments = [
  { id: 1, name: 'Ann', website: 'https://ann.example/', text: 'The boiler course was lovely <3' },
  {
    id: 2,
    name: 'Mallory',
    website: "javascript:document.body.prepend('This link ran a script. ')",
    text: `Me too! <img src="x" alt="" onerror="document.body.style.background = 'tomato'">`,
  },
  { id: 3, name: 'Bob "the pipe"', website: '', text: 'Is 5 < 7 & 7 > 5?' },
];

const port = Number(process.env['PORT'] ?? 3000);
createApp({ comments }).listen(port, () => {
  console.log(`Listening on http://localhost:${port}`);
});
