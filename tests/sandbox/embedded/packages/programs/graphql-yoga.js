import http from 'node:http';
import DataLoader from 'dataloader';
import { GraphQLError } from 'graphql';
import { createGraphQLError, createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { serve } from './support.js';

const books = [
  { id: '1', title: 'Kindred', author: 'a1' },
  { id: '2', title: 'Momo', author: 'a2' },
  { id: '3', title: 'Dawn', author: 'a1' },
];
const typeDefs = `type Author { id: ID! name: String! }
  type Book { id: ID! title: String! author: Author! secret: String }
  type Query { books(first: Int = 10): [Book!]! book(id: ID!): Book crash: Int denied: Int slow: String }
  type Mutation { add(title: String!): Book! }
  type Subscription { added: Book! count(to: Int!): Int! }`;

function createApp(options = {}) {
  const pubsub = createPubSub();
  const loads = [];
  const resolvers = {
    Query: {
      books: (_root, { first }) => books.slice(0, first),
      book: (_root, { id }) => books.find((book) => book.id === id),
      crash: () => {
        throw new Error('the password is hunter2');
      },
      denied: () => {
        throw new GraphQLError('Not yours', { extensions: { code: 'FORBIDDEN', http: { status: 403 } } });
      },
    },
    Book: { author: ({ author }, _args, { authors }) => authors.load(author) },
    Mutation: {
      add: (_root, { title }) => {
        const book = { id: '9', title, author: 'a2' };
        pubsub.publish('added', book);
        return book;
      },
    },
    Subscription: {
      added: { subscribe: () => pubsub.subscribe('added'), resolve: (book) => book },
      count: {
        subscribe: async function* (_root, { to }) {
          for (let count = 1; count <= to; count++) yield { count };
        },
      },
    },
  };
  const context = () => ({
    authors: new DataLoader(async (ids) => {
      loads.push(ids);
      return ids.map((id) => ({ id, name: `Author ${id}` }));
    }),
  });
  const schema = createSchema({ typeDefs, resolvers });
  return { loads, pubsub, yoga: createYoga({ schema, context, logging: false, ...options }) };
}

const ask = async (request, query, variables, headers) => {
  const {
    status,
    text,
    headers: got,
  } = await request('/graphql', {
    method: 'POST',
    json: { query, variables },
    headers,
  });
  return [status, got['content-type'], text];
};

/** Sends a subscription and gives the stream's text once `enough` says so. */
const stream = (port, query, enough) =>
  new Promise((resolve, reject) => {
    const path = `/graphql?query=${encodeURIComponent(query)}`;
    const sent = http.get({ port, host: '127.0.0.1', path, headers: { accept: 'text/event-stream' } }, (incoming) => {
      let text = '';
      const done = (how) => {
        sent.destroy();
        resolve([incoming.statusCode, incoming.headers['content-type'], how, text]);
      };
      incoming.setEncoding('utf8');
      incoming.on('data', (part) => {
        text += part;
        if (enough(text)) done('enough');
      });
      incoming.on('end', () => done('end'));
      incoming.on('error', () => {});
    });
    sent.on('error', reject);
  });

export default [
  [
    'graphql-yoga: queries, variables and mutations over node:http',
    async ({ log }) => {
      const { yoga } = createApp();
      const { request, close } = await serve(yoga);
      log(await ask(request, '{ books { id title } }'));
      log(await ask(request, 'query ($id: ID!) { book(id: $id) { title } none: book(id: "0") { id } }', { id: '2' }));
      log(await ask(request, 'mutation { add(title: "New") { title author { name } } }'));
      const get = await request(`/graphql?query=${encodeURIComponent('{ book(id: "1") { title } }')}`);
      log(get.status, get.text);
      const refused = await request(`/graphql?query=${encodeURIComponent('mutation { add(title: "x") { id } }')}`);
      log(refused.status, refused.headers.allow, refused.text);
      await close();
    },
  ],
  [
    'graphql-yoga: errors say what clients may know',
    async ({ log }) => {
      const { yoga } = createApp();
      const { request, close } = await serve(yoga);
      for (const query of [
        '{ crash }',
        '{ denied }',
        '{ books { nope } }',
        '{ books {',
        'query ($n: Int!) { books(first: $n) { id } }',
      ])
        log(await ask(request, query));
      const malformed = await request('/graphql', {
        method: 'POST',
        body: '{"query": ',
        headers: { 'content-type': 'application/json' },
      });
      log(malformed.status, malformed.text);
      const plain = await request('/graphql', { method: 'POST', body: 'x', headers: { 'content-type': 'text/csv' } });
      log(plain.status, (await request('/nowhere')).status);
      await close();
      const shown = createApp({ maskedErrors: false });
      const other = await serve(shown.yoga);
      log((await ask(other.request, '{ crash }'))[2].includes('hunter2'));
      await other.close();
    },
  ],
  [
    'graphql-yoga: a loader for each request',
    async ({ log }) => {
      const { yoga, loads } = createApp();
      const { request, close } = await serve(yoga);
      log(await ask(request, '{ books { title author { name } } }'), loads);
      await ask(request, '{ books { author { name } } }');
      log(loads);
      await close();
    },
  ],
  [
    'graphql-yoga: subscriptions as server-sent events',
    async ({ log }) => {
      const { yoga, pubsub } = createApp();
      const { port, close } = await serve(yoga);
      log(await stream(port, 'subscription { count(to: 3) }', () => false));
      const added = stream(port, 'subscription { added { title } }', (text) => text.split('event: next').length === 3);
      const publishing = setInterval(() => pubsub.publish('added', books[0]), 5);
      const [status, type, how, text] = await added;
      clearInterval(publishing);
      log(status, type, how, text.replaceAll(':\n\n', ''));
      await close();
    },
  ],
  [
    'graphql-yoga: plugins, batches, limits and yoga.fetch',
    async ({ log }) => {
      const seen = [];
      const limit = {
        onValidate: ({ addValidationRule }) =>
          addValidationRule((context) => ({
            Field(node) {
              if (node.name.value === 'secret')
                context.reportError(
                  createGraphQLError('No secrets', { nodes: [node], extensions: { code: 'SECRET' } }),
                );
            },
          })),
        onExecute: ({ args }) => void seen.push(args.operationName ?? 'nameless'),
      };
      const { yoga } = createApp({ plugins: [limit], batching: { limit: 2 }, graphqlEndpoint: '/api' });
      const send = async (body, headers = {}) => {
        const response = await yoga.fetch('http://yoga/api', {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
        return [response.status, await response.text()];
      };
      log(
        await send({ query: 'query Named { book(id: "1") { title } }' }),
        await send({ query: '{ book(id: "1") { secret } }' }),
      );
      log(await send([{ query: '{ a: book(id: "1") { id } }' }, { query: '{ b: book(id: "2") { id } }' }]));
      log(await send([1, 2, 3].map(() => ({ query: '{ books { id } }' }))));
      log(seen);
      const answer = await yoga.fetch('http://yoga/api', {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
        body: JSON.stringify({ query: '{ nope }' }),
      });
      log(answer.status, answer.headers.get('content-type'));
    },
  ],
];
