// notes-ownership without Express and without a database. Arguments: "reset" offers POST /_test/reset, "wrong" deletes
// whatever note is named.
import http from 'node:http';

const users = { 'Bearer ann-token': 1, 'Bearer bob-token': 2, 'Bearer cleo-token': 3 };
const texts = [
  'Buy oats',
  'Call the plumber',
  'Return library books',
  'Bike to work',
  'Water the fern',
  'Surprise party for Ann',
  'Dear diary',
  'Renew passport',
];
const owners = [1, 1, 1, 2, 1, 2, 2, 1];
const first = () => texts.map((text, at) => ({ id: at + 1, owner: owners[at], text }));
let notes = first();
let lastId = notes.length;

const server = http.createServer(async (request, response) => {
  const body = Buffer.concat(await Array.fromAsync(request)).toString();
  const [status, value] = answer(request, body ? JSON.parse(body) : {});
  response
    .writeHead(status, { 'Content-Type': 'application/json' })
    .end(status === 204 ? undefined : JSON.stringify(value));
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));

function answer({ method, url, headers }, body) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (pathname === '/_test/reset' && process.argv.includes('reset')) {
    notes = first();
    return [204];
  }
  const user = users[headers.authorization];
  if (!user) return problem(401, 'Not logged in', 'Send a token.');
  const id = Number(pathname.split('/')[2]);
  const missing = problem(404, 'Not found', `There is no note ${id}.`);
  const note = notes.find((one) => one.id === id && one.owner === user);
  const isGood = typeof body.text === 'string' && body.text.length >= 1 && body.text.length <= 1000;
  const shown = (one) => ({ id: one.id, text: one.text });
  if (method === 'GET' && !id) {
    const limit = Number(searchParams.get('limit') ?? 20);
    return [
      200,
      {
        items: notes
          .filter(({ owner }) => owner === user)
          .toReversed()
          .slice(0, limit)
          .map(shown),
      },
    ];
  }
  if (method === 'GET') return note ? [200, shown(note)] : missing;
  if (method === 'DELETE') {
    if (!note && !process.argv.includes('wrong')) return missing;
    notes = notes.filter((one) => one.id !== id);
    return [204];
  }
  if (!isGood) return problem(422, 'Invalid note', 'A note needs a text.');
  if (method === 'POST') {
    const made = { id: (lastId += 1), owner: user, text: body.text };
    notes.push(made);
    return [201, shown(made)];
  }
  if (!note) return missing;
  note.text = body.text;
  return [200, shown(note)];
}

function problem(status, title, detail) {
  return [status, { title, status, detail }];
}
