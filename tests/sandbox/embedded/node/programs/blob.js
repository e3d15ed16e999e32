// Blobs and files: made, read, sent and received.
const buffer = require('buffer');
const fs = require('fs');
const http = require('http');

const fault = async (attempt) => {
  try {
    return await attempt();
  } catch ({ name, code }) {
    return [name, code];
  }
};

program('blobs are made of anything and read in every way', async ({ log }) => {
  log(buffer.Blob === Blob, buffer.File === File, new File([], 'a') instanceof Blob);
  const blob = new Blob(['hé', new Uint8Array([33, 34]), new Blob(['!']), new Uint16Array([65]).buffer, 5], {
    type: 'Text/Plain',
  });
  log(blob.size, blob.type, await blob.text(), Object.prototype.toString.call(blob));
  log([...new Uint8Array(await blob.arrayBuffer())], [...(await blob.bytes())]);
  const part = blob.slice(1, -2, 'x/y');
  log(part.size, part.type, [...(await part.bytes())], blob.slice(-1).size, blob.slice(5, 2).size);
  let streamed = 0;
  for await (const chunk of new Blob(['x'.repeat(200_000)]).stream()) streamed += chunk.length;
  log(streamed, new Blob().size, new Blob(['a\r\nb\n'], { endings: 'native' }).size, new Blob([], { type: 'é' }).type);
  log(
    await fault(() => new Blob('text')),
    await fault(() => new Blob(5)),
    await fault(() => new Blob([], { endings: 'odd' })),
  );
});

program('files have a name and a time', async ({ log }) => {
  const file = new File(['one', 'two'], 'näme.txt', { type: 'text/plain', lastModified: 1000 });
  log(file.name, file.size, file.type, file.lastModified, await file.text(), Object.prototype.toString.call(file));
  log(file.slice(1, 3) instanceof File, await file.slice(1, 3).text(), typeof new File([], 'x').lastModified);
  log(await fault(() => new File(['x'])), await fault(() => new File()));
});

program('bodies are made of blobs, and blobs of bodies', async ({ log }) => {
  const blob = new Blob(['{"a":1}'], { type: 'application/json' });
  const response = new Response(blob);
  log(response.headers.get('content-type'), await response.json());
  const back = await new Response('text', { headers: { 'content-type': 'text/css' } }).blob();
  log(back instanceof Blob, back.type, back.size, await back.text());
  const form = new FormData();
  form.append('plain', 'value');
  form.append('file', new File(['inside'], 'a.txt', { type: 'text/plain' }));
  form.append('blob', new Blob(['more']), 'b.bin');
  form.append('unnamed', new Blob(['last']));
  log([...form].map(([name, value]) => [name, value.constructor.name, value.name, value.type]));
  const read = await new Response(form).formData();
  for (const [name, value] of read)
    log(name, typeof value === 'string' ? value : [value.name, value.type, await value.text()]);
});

program('fetch sends and receives them', async ({ log }) => {
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const type = request.headers['content-type'] ?? 'none';
    response.setHeader('content-type', type.split(';')[0]);
    response.setHeader('x-length', request.headers['content-length'] ?? 'chunked');
    response.end(Buffer.concat(parts));
  });
  await new Promise((resolve) => server.listen(0, resolve));
  const url = `http://localhost:${server.address().port}`;
  const answer = await fetch(url, { method: 'POST', body: new Blob(['sent'], { type: 'text/x' }) });
  const blob = await answer.blob();
  log(blob.type, blob.size, await blob.text(), answer.headers.get('x-length'));
  const form = new FormData();
  form.set('upload', new File([new Uint8Array(70_000)], 'big.bin'));
  const text = await (await fetch(url, { method: 'POST', body: form })).text();
  log(text.includes('filename="big.bin"'), text.includes('application/octet-stream'), text.length > 70_000);
  await new Promise((resolve) => server.close(resolve));
});

program('a file of the disk as a blob', async ({ log, folder }) => {
  const path = `${folder ?? '.'}/as-blob.txt`;
  fs.writeFileSync(path, 'on the disk');
  const blob = await fs.openAsBlob(path, { type: 'text/plain' });
  log(blob.size, blob.type, await blob.text(), await blob.slice(3, 6).text());
  fs.rmSync(path);
});
