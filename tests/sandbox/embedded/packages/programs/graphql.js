import DataLoader from 'dataloader';
import express from 'express';
import {
  buildSchema,
  execute,
  graphql,
  GraphQLError,
  GraphQLInt,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  printSchema,
  subscribe,
  validate,
} from 'graphql';
import { visit } from 'graphql/language/index.js';
import { serve } from './support.js';

const books = [
  { id: '1', title: 'Kindred', author: 'Butler' },
  { id: '2', title: 'Momo', author: 'Ende' },
];
const schema = buildSchema(`type Book { id: ID! title: String! author: String upper(n: Int = 3): String fails: Int }
  type Query { books(author: String): [Book!]! book(id: ID!): Book } type Mutation { rename(id: ID!, title: String!): Book }`);
const root = {
  books: ({ author }) => books.filter((book) => !author || book.author === author).map(rich),
  book: ({ id }) => rich(books.find((book) => book.id === id)),
  rename: ({ id, title }) => ({ ...books.find((book) => book.id === id), title }),
};
const rich = (book) =>
  book && {
    ...book,
    upper: ({ n }) => book.title.slice(0, n).toUpperCase(),
    fails: () => {
      throw new GraphQLError('no number', { extensions: { code: 'NONE' } });
    },
  };
const ask = async (source, variableValues) =>
  JSON.stringify(await graphql({ schema, source, rootValue: root, variableValues }));

export default [
  [
    'graphql: queries, variables, mutations',
    async ({ log }) => {
      log(await ask('{ books { id title upper(n: 2) } }'));
      log(
        await ask(
          'query ($id: ID!) { book(id: $id) { ...part } other: book(id: "9") { id } } fragment part on Book { author __typename }',
          { id: '2' },
        ),
      );
      log(await ask('mutation { rename(id: "1", title: "New") { title } }'));
    },
  ],
  [
    'graphql: errors',
    async ({ log, attempt }) => {
      for (const source of [
        '{ books { nope } }',
        '{ book { id } }',
        '{ book(id: "1") { id fails } }',
        '{ books {',
        'query ($n: Int!) { books { upper(n: $n) } }',
      ])
        log(await ask(source));
      attempt(() => buildSchema('type Query { a: Missing }'));
      log(validate(schema, parse('{ a b }')).map(({ message, locations }) => [message, locations]));
    },
  ],
  [
    'graphql: schemas in code, batches, subscriptions',
    async ({ log }) => {
      const loads = [];
      const loader = new DataLoader(async (keys) => {
        loads.push(keys);
        return keys.map((key) => key.length);
      });
      const Item = new GraphQLObjectType({
        name: 'Item',
        fields: {
          name: { type: GraphQLString },
          size: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ name }) => loader.load(name) },
        },
      });
      const query = new GraphQLObjectType({
        name: 'Query',
        fields: {
          items: {
            type: new (await import('graphql')).GraphQLList(Item),
            resolve: () => ['a', 'bb', 'a'].map((name) => ({ name })),
          },
        },
      });
      const subscription = new GraphQLObjectType({
        name: 'Subscription',
        fields: {
          tick: {
            type: GraphQLInt,
            subscribe: async function* () {
              yield { tick: 1 };
              yield { tick: 2 };
            },
          },
        },
      });
      const own = new GraphQLSchema({ query, subscription });
      log(
        JSON.stringify(await execute({ schema: own, document: parse('{ items { name size } }') })),
        loads,
        printSchema(own),
      );
      for await (const event of await subscribe({ schema: own, document: parse('subscription { tick }') }))
        log(JSON.stringify(event));
      const names = [];
      visit(parse('{ a { b } }'), { Field: (node) => void names.push(node.name.value) });
      log(names);
    },
  ],
  [
    'graphql: over HTTP',
    async ({ log }) => {
      const app = express();
      app.post('/graphql', express.json(), async (incoming, response) =>
        response.json(
          await graphql({
            schema,
            source: incoming.body.query,
            rootValue: root,
            variableValues: incoming.body.variables,
          }),
        ),
      );
      const { request, close } = await serve(app);
      log(
        (
          await request('/graphql', {
            method: 'POST',
            json: { query: 'query ($a: String) { books(author: $a) { title } }', variables: { a: 'Ende' } },
          })
        ).text,
      );
      await close();
    },
  ],
  [
    'dataloader: batches, caches, errors',
    async ({ log, rejects }) => {
      const loads = [];
      const loader = new DataLoader(
        async (keys) => {
          loads.push(keys);
          return keys.map((key) => (key < 0 ? new Error(`bad ${key}`) : key * 2));
        },
        { maxBatchSize: 3 },
      );
      log(await Promise.all([loader.load(1), loader.load(2), loader.load(1), loader.load(3), loader.load(4)]), loads);
      await rejects(loader.load(-1));
      log(await loader.loadMany([1, -2]), loads);
    },
  ],
  [
    'dataloader: clear and prime',
    async ({ log }) => {
      let count = 0;
      const loader = new DataLoader(async (keys) => keys.map(() => ++count), { cacheKeyFn: (key) => key.id });
      log(await loader.load({ id: 1 }), await loader.load({ id: 1 }), await loader.clear({ id: 1 }).load({ id: 1 }));
      loader.prime({ id: 2 }, 'given');
      log(await loader.load({ id: 2 }), await loader.clearAll().load({ id: 2 }));
    },
  ],
  [
    'dataloader: wrong batch functions',
    async ({ attempt, rejects }) => {
      attempt(() => new DataLoader(5));
      await rejects(
        new DataLoader(async () => [1]).loadMany([1, 2]).then((list) => {
          throw list[0];
        }),
      );
      await rejects(new DataLoader(() => 5).load(1));
      attempt(() => new DataLoader(async (keys) => keys).load(null));
    },
  ],
];
