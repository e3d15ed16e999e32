import express from 'express';
import {
  execute,
  getOperationAST,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  parse,
  validate,
  type DocumentNode,
  type GraphQLOutputType,
  type SelectionNode,
} from 'graphql';

export interface BookRow {
  id: number;
  title: string;
  authorId: number;
}

export interface AuthorRow {
  id: number;
  name: string;
  email: string;
  passwordHash: string;
}

/** Every call is a query, and counts. Rows come in no particular order; ids that are not there have no row. */
export interface Db {
  listBooks(first: number): Promise<BookRow[]>;
  findBooks(ids: readonly number[]): Promise<BookRow[]>;
  findAuthors(ids: readonly number[]): Promise<AuthorRow[]>;
  findBooksOf(authorIds: readonly number[]): Promise<BookRow[]>;
  addBook(book: { title: string; authorId: number }): Promise<BookRow>;
}

/** Collects ids until the current run of resolvers is over, then asks once. */
function batch<Value>(ask: (ids: number[]) => Promise<(id: number) => Value>) {
  const values = new Map<number, Promise<Value>>();
  let next: { ids: number[]; answer: Promise<(id: number) => Value> } | undefined;
  return (id: number): Promise<Value> => {
    const known = values.get(id);
    if (known) return known;
    if (!next) {
      const ids: number[] = [];
      const begin = async () => {
        for (let turn = 0; turn < 5; turn++) await Promise.resolve();
        next = undefined;
        return ask(ids);
      };
      next = { ids, answer: begin() };
    }
    next.ids.push(id);
    const value = next.answer.then((valueOf) => valueOf(id));
    values.set(id, value);
    return value;
  };
}

const createContext = (db: Db) => ({
  author: batch(async (ids) => {
    const rows = await db.findAuthors(ids);
    return (id) => rows.find((row) => row.id === id);
  }),
  booksOf: batch(async (ids) => {
    const rows = await db.findBooksOf(ids);
    return (id) => rows.filter((row) => row.authorId === id);
  }),
});
type Context = ReturnType<typeof createContext>;

const some = (type: GraphQLOutputType) => new GraphQLNonNull(type);
const id = { type: some(GraphQLInt) };
const text = { type: some(GraphQLString) };
const list = (type: GraphQLOutputType) => some(new GraphQLList(some(type)));

function createSchema(db: Db) {
  const Book: GraphQLObjectType<BookRow, Context> = new GraphQLObjectType({
    name: 'Book',
    fields: () => ({
      id,
      title: text,
      author: { type: some(Author), resolve: (book, _args, context) => context.author(book.authorId) },
    }),
  });
  const Author: GraphQLObjectType<AuthorRow, Context> = new GraphQLObjectType({
    name: 'Author',
    fields: {
      id,
      name: text,
      books: { type: list(Book), resolve: (author, _args, context) => context.booksOf(author.id) },
    },
  });
  const InputError = new GraphQLObjectType({ name: 'InputError', fields: { field: text, message: text } });
  const AddBookResult = new GraphQLObjectType({
    name: 'AddBookResult',
    fields: { book: { type: Book }, errors: { type: list(InputError) } },
  });
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: {
      books: {
        type: list(Book),
        args: { first: { type: new GraphQLNonNull(GraphQLInt), defaultValue: 20 } },
        resolve: (_root, { first }) => db.listBooks(Math.min(50, first)),
      },
      book: {
        type: Book,
        args: { id: { type: new GraphQLNonNull(GraphQLInt) } },
        resolve: async (_root, args) => (await db.findBooks([args.id])).at(0),
      },
    },
  });
  const mutation = new GraphQLObjectType({
    name: 'Mutation',
    fields: {
      addBook: {
        type: some(AddBookResult),
        args: {
          title: { type: new GraphQLNonNull(GraphQLString) },
          authorId: { type: new GraphQLNonNull(GraphQLInt) },
        },
        async resolve(_root, { title, authorId }) {
          const known = await db.findAuthors([authorId]);
          const errors = [
            ...(/^[^]{1,80}$/.test(title) ? [] : [{ field: 'title', message: 'Give it 1 to 80 characters.' }]),
            ...(known.length ? [] : [{ field: 'authorId', message: 'Add the author first.' }]),
          ];
          return { book: errors.length ? null : await db.addBook({ title, authorId }), errors };
        },
      },
    },
  });
  return new GraphQLSchema({ query, mutation });
}

/** No server library: GraphQL is a parser, a validator and an executor behind one route. */
export function createApp(db: Db) {
  const schema = createSchema(db);
  return express().post('/graphql', express.json(), async (req, res) => {
    const fail = (messages: string[]) => res.status(400).json({ errors: messages.map((message) => ({ message })) });
    let document: DocumentNode;
    try {
      document = parse(req.body.query);
    } catch (error) {
      return void fail([(error as Error).message]);
    }
    const faults = validate(schema, document);
    if (faults.length) return void fail(faults.map(({ message }) => message));
    if (levels(document, getOperationAST(document, req.body.operationName)!.selectionSet.selections) > 8)
      return void fail(['At most 8 levels, please.']);
    const { data, errors } = await execute({
      schema,
      document,
      variableValues: req.body.variables,
      contextValue: createContext(db),
    });
    const told = errors?.map(({ path }) => ({ message: 'Something went wrong on our side.', path }));
    res.json({ data, ...(told && { errors: told }) });
  });
}

/** Runs behind the validation, which has refused fragments that contain themselves. */
function levels(document: DocumentNode, selections: readonly SelectionNode[]): number {
  let most = 0;
  for (const selection of selections) {
    const body =
      selection.kind === 'FragmentSpread'
        ? document.definitions.find(
            (one) => one.kind === 'FragmentDefinition' && one.name.value === selection.name.value,
          )
        : selection;
    const below =
      body && 'selectionSet' in body && body.selectionSet ? levels(document, body.selectionSet.selections) : 0;
    most = Math.max(most, below + (selection.kind === 'Field' ? 1 : 0));
  }
  return most;
}
