import express, { type Request, type Response } from 'express';
import { expect, test } from 'vitest';
import { serve } from '#testing';
import { checkAnswer, checkContract, checkRequest, lintOpenApi, parseOpenApi } from '#testing/openapi';

const text = `openapi: 3.1.0
info: { title: Books, version: 1.0.0 }
paths:
  /books:
    post:
      operationId: addBook
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/NewBook' } } }
      responses:
        201:
          description: Added
          headers: { Location: { required: true, schema: { type: string } } }
          content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }
        400: { description: Not a book }
  /books/{id}:
    get:
      operationId: getBook
      parameters: [{ name: id, in: path, required: true, example: 1, schema: { type: integer } }]
      responses:
        200:
          description: The book
          content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } }
        404: { description: There is no such book }
components:
  schemas:
    NewBook: { type: object, required: [title], properties: { title: { type: string, minLength: 1 }, pages: { type: integer, minimum: 1 } } }
    Book:
      type: object
      required: [id, title]
      properties: { id: { type: integer }, title: { type: string }, due: { type: [string, 'null'] } }
`;

test('a schema that is none lets nothing through, and breaks no check', async () => {
  const flagged = text.replace('required: [title], properties', 'required: true, properties');

  expect(checkRequest(flagged, 'POST', '/books', { title: 'A' })).toMatchObject([
    { operation: 'POST /books', problem: expect.stringContaining('which breaks the rules of schemas') },
  ]);
  expect(await checkContract(flagged, await serve(app()))).toMatchObject([{ operation: 'POST /books' }]);
});

type Answers = Partial<Record<'add' | 'get', (request: Request, response: Response) => unknown>>;

/** An app that keeps the contract, but for what a test changes. */
function app({ add, get }: Answers = {}) {
  const books = express().use(express.json());
  books.post('/books', (request, response) => {
    if (add) return void add(request, response);
    const { title, pages } = (request.body ?? {}) as { title?: unknown; pages?: unknown };
    const wrongPages = pages !== undefined && !(Number.isInteger(pages) && Number(pages) > 0);
    if (typeof title !== 'string' || title === '' || wrongPages) return void response.status(400).end();
    response.status(201).location('/books/1').json({ id: 1, title });
  });
  books.get('/books/:id', (request, response) => void (get ? get(request, response) : request.params.id === '1' ? response.json({ id: 1, title: 'A', due: null }) : response.status(404).end()));
  return books;
} // prettier-ignore

const problems = async (answers: Answers = {}) =>
  (await checkContract(text, await serve(app(answers)))).map(({ operation, problem }) => `${operation}: ${problem}`);

test('a sound document, and an app that keeps it', async () => {
  expect(lintOpenApi(text)).toEqual([]);
  expect(parseOpenApi(text).operations.map(({ operationId }) => operationId)).toEqual(['addBook', 'getBook']);
  expect(await problems()).toEqual([]);
});

test('an answer that is not documented is found', async () => {
  expect(await problems({ get: (_, response) => response.status(418).end() })).toEqual([
    'GET /books/{id}: The app answered with 418; the document lists 200, 404.',
  ]);
});

test('a body that its schema does not allow is found, and so is a field that nobody documented', async () => {
  expect(await problems({ get: (_, response) => response.json({ id: '1', title: 'A', secret: 1 }) })).toEqual([
    'GET /books/{id}: 200: in the body at /id, “id” is a text, and should be a whole number.',
    'GET /books/{id}: 200: in the body, “secret” is not in the document.',
  ]);
});

test('a missing header is found', async () => {
  const add = (request: Request, response: Response) =>
    (request.body as { title?: string } | undefined)?.title
      ? response.status(201).json({ id: 1, title: 'A' })
      : response.status(400).end();
  expect((await problems({ add }))[0]).toBe('POST /books: 201: the header Location is missing.');
});

test('an app that takes what the document forbids is found', async () => {
  const add = (_: Request, response: Response) => response.status(201).location('/books/1').json({ id: 1, title: 'A' });
  const found = await problems({ add });
  expect(found).toContain('POST /books: A request without “title”, which is required was answered with 201; the document forbids it.');
  expect(found).toContain('POST /books: A request with “pages” as 1.5 was answered with 201; the document forbids it.');
  expect(found).toContain('POST /books: A request without a body was answered with 201; the document forbids it.');
}); // prettier-ignore

test("answers to a suite's own requests are held to the document", async () => {
  const client = await serve(app());
  expect(checkAnswer(text, 'GET', '/books/9', await client.get('/books/9'))).toEqual([]);
  expect(checkAnswer(text, 'GET', '/shelves', { status: 200, headers: {}, text: '' })).toEqual([
    {
      operation: 'GET /shelves',
      problem: 'The app answers with 200, and the document has no such operation.',
    },
  ]);
});

test('answers and parameters of components can be pointed to', () => {
  const shared = text
    .replace('404: { description: There is no such book }', "404: { $ref: '#/components/responses/Gone' }")
    .replace('components:\n', 'components:\n  responses: { Gone: { description: There is no such book } }\n');

  expect(lintOpenApi(shared)).toEqual([]);
  expect(lintOpenApi(shared.replace("responses/Gone'", "responses/Lost'"))).toMatchObject([{ rule: 'unknown-ref' }]);
});

test('a request that is not sent is held to the document', () => {
  const problem = (method: string, path: string, json?: unknown) =>
    checkRequest(text, method, path, json).map((one) => `${one.operation}: ${one.problem}`);

  expect(problem('POST', '/books', { title: 'A', pages: 3 })).toEqual([]);
  expect(problem('POST', '/books', { title: '' })).toEqual([
    expect.stringMatching(/^POST \/books: In the body at \/title, /),
  ]);
  expect(problem('POST', '/books')).toEqual(['POST /books: A body is required.']);
  expect(problem('GET', '/books/1', {})).toEqual(['GET /books/{id}: The document describes no body.']);
  expect(problem('PUT', '/books/1', {})).toEqual(['PUT /books/1: The document has no such operation.']);
});
