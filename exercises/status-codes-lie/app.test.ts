import { describe, expect, test } from 'vitest';
import { explain, serve, type Answer, type Client } from '#testing';
import { createApp } from './app.ts';

/** An app whose shelf is empty. */
const open = () => serve(createApp(), { fresh: true });

const add = (client: Client, name: unknown) => client.post('/products', { json: { name } });

describe('a new product', () => {
  test('is answered with 201', async () => {
    const client = await open();

    const answer = await add(client, 'Teapot');

    expect(
      answer.status,
      explain({
        diagnosis: answer.status === 200 && answer.text === '201' && 'Sent 200 with body 201',
        expected: '201',
        because: 'something was made; 200 says that all is well and no more',
        look: answer.text === '201' ? 'res.send: what it is given becomes the body' : 'the end of app.post',
      }),
    ).toBe(201);
    expect(
      readJson(answer),
      explain({
        expected: 'the product as JSON, with an `id` and its `name`',
        because: 'the client does not know yet which id it got',
        look: 'what you send along with the 201',
      }),
    ).toEqual({ id: expect.any(Number), name: 'Teapot' });
  });

  test('can be found where Location says', async () => {
    const client = await open();
    await add(client, 'Teapot');

    const answer = await add(client, 'Kettle');

    const { location } = answer.headers;
    expect(
      location,
      explain({
        diagnosis: location === undefined && 'Made, but nobody is told where: no Location',
        got: `${answer.status} without a Location header`,
        expected: 'a header such as `Location: /products/2`',
        because: 'a client should not have to put addresses together',
        look: 'res.location, before the body is sent',
      }),
    ).toBeDefined();
    // Relative to the address that was asked, as browsers read it.
    const { pathname, search } = new URL(location!, `${client.url}/products`);
    const found = await client.get(pathname + search);
    expect(
      readJson(found),
      explain({
        diagnosis: pathname === '/products' && 'Location leads to the list, not to the new product',
        sent: `POST /products, and then GET ${pathname + search}, where its Location leads`,
        expected: readText(answer),
        because: 'Location is the address of what was made',
        look: 'the text that you hand to res.location',
      }),
    ).toEqual(readJson(answer));
  });
});

describe('a name that is taken', () => {
  test('is answered with 409', async () => {
    const client = await open();
    await add(client, 'Teapot');

    const answer = await add(client, 'Teapot');

    expectError(answer, 409, {
      diagnosis: answer.status === 400 && 'A clash of names was answered with 400, like a typing error',
      sent: 'POST /products with {"name":"Teapot"}, for the second time',
      because: 'the request is fine in itself; it clashes with what is there',
      look: 'the answer when the name is taken',
    });
  });

  test('leaves the shelf as it was', async () => {
    const client = await open();
    await add(client, 'Teapot');
    const again = await add(client, 'Teapot');

    const list = await client.get('/products');

    const names = readJson(list)?.items?.map((product: { name: unknown }) => product.name);
    expect(
      names,
      explain({
        diagnosis: again.status === 409 && names?.length === 2 && 'Refused with 409, and stored all the same',
        sent: 'the same product twice, and then GET /products',
        expected: 'one Teapot',
        because: 'a refusal that stores is a lie, too',
        look: 'the order of work: check first, store last',
      }),
    ).toEqual(['Teapot']);
  });

  test('is free again when the product is gone', async () => {
    const client = await open();
    const { location } = (await add(client, 'Teapot')).headers;
    await client.delete(new URL(location ?? '/products/1', `${client.url}/products`).pathname);

    const answer = await add(client, 'Teapot');

    expect(
      answer.status,
      explain({
        sent: 'a Teapot, its DELETE, and a Teapot once more',
        expected: '201',
        because: 'nothing of that name is on the shelf now',
        look: 'what DELETE takes away, and where you look for the name',
      }),
    ).toBe(201);
  });
});

describe('a product without a good name', () => {
  test.each<[string, object | undefined]>([
    ['no name', {}],
    ['an empty name', { name: '' }],
    ['a number for a name', { name: 42 }],
    ['no body', undefined],
  ])('is answered with 422: %s', async (what, body) => {
    const client = await serve(createApp());

    const answer = await client.post('/products', body && { json: body });

    expectError(answer, 422, {
      diagnosis: answer.status === 500 && 'The client erred: 4xx',
      sent: `POST /products with ${what}`,
      because: 'the request can be read, and breaks a rule; the server is well',
      look: 'what is answered when the name is no good',
    });
  });
});

describe('a product that is there', () => {
  test('is answered with 200', async () => {
    const client = await open();
    const { id } = readJson(await add(client, 'Teapot')) ?? {};

    const answer = await client.get(`/products/${id}`);

    expect(
      { status: answer.status, body: readJson(answer) },
      explain({
        expected: '200 and the Teapot',
        because: 'it was stored a moment ago',
        look: 'how GET /products/:id finds it, and what POST sends as its id',
      }),
    ).toEqual({ status: 200, body: { id, name: 'Teapot' } });
  });
});

describe('a product that is not there', () => {
  test('is answered with 404', async () => {
    const client = await serve(createApp());

    const answer = await client.get('/products/987654');

    expectError(answer, 404, {
      diagnosis: answer.status === 200 && answer.text === 'null' && 'A missing product was answered with 200 and null',
      because: 'a client must not take nothing for a product',
      look: 'the answer when no product is found',
    });
  });

  test('cannot be deleted', async () => {
    const client = await serve(createApp());

    const answer = await client.delete('/products/987654');

    expectError(answer, 404, {
      diagnosis: answer.status === 204 && '204 for a product that was not there',
      because: 'nothing was deleted; perhaps the client has the wrong id',
      look: 'what `delete` of a Map gives back',
    });
  });
});

describe('DELETE', () => {
  test('answers 204, with nothing in the body', async () => {
    const client = await open();
    const { id } = readJson(await add(client, 'Teapot')) ?? {};

    const answer = await client.delete(`/products/${id}`);

    expect(
      { status: answer.status, body: answer.text },
      explain({
        diagnosis: answer.status === 200 && answer.text && 'DELETE answered in words; 204 promises no body',
        expected: '204 and an empty body',
        because: 'it is done, and there is nothing left to show',
        look: 'the end of app.delete',
      }),
    ).toEqual({ status: 204, body: '' });
  });

  test('takes away that product, and only once', async () => {
    const client = await open();
    const { id } = readJson(await add(client, 'Teapot')) ?? {};
    await add(client, 'Kettle');
    await client.delete(`/products/${id}`);

    const again = await client.delete(`/products/${id}`);
    const gone = await client.get(`/products/${id}`);
    const list = await client.get('/products');

    const sent = `DELETE /products/${id} twice, then GET /products/${id} and GET /products`;
    const names = readJson(list)?.items?.map((product: { name: unknown }) => product.name);
    expect(
      { again: again.status, gone: gone.status, names },
      explain({
        sent,
        got: `${again.status} for the second DELETE, ${gone.status} for the product, and ${names} on the shelf`,
        expected: '404, 404, and the Kettle',
        because: 'after the first DELETE this product is not there',
        look: 'what app.delete removes',
      }),
    ).toEqual({ again: 404, gone: 404, names: ['Kettle'] });
  });
});

/** Status and body must say the same: the number in the status line, and an error of this API in the body. */
function expectError(
  answer: Answer,
  status: number,
  words: { diagnosis: string | false; sent?: string; because: string; look: string },
) {
  const body = readJson(answer);
  const lies = answer.status === 200 && body?.status >= 400;
  expect(
    answer.status,
    explain({
      ...words,
      diagnosis: lies ? 'The body says error, the status says 200' : words.diagnosis,
      expected: String(status),
    }),
  ).toBe(status);
  expect(
    body,
    explain({
      diagnosis: body === undefined && answer.text && 'The error is a bare text; this API speaks JSON',
      sent: words.sent,
      expected: `{ title, status: ${status}, detail } as JSON`,
      because: 'people and programs read it, and both need the same form',
      look: 'the body of your errors',
    }),
  ).toMatchObject({ title: expect.stringMatching(/\w/), status, detail: expect.stringMatching(/\w/) });
}

/** The parsed body, or undefined when it is not JSON. */
function readJson({ text }: Answer) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const readText = ({ text }: Answer) => text.slice(0, 60);
