import DataLoader from 'dataloader';
import express from 'express';
import { type ASTVisitor, GraphQLError, type SelectionSetNode, type ValidationContext } from 'graphql';
import { createSchema, createYoga, type Plugin } from 'graphql-yoga';

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

const typeDefs = /* GraphQL */ `
  type Query {
    books(first: Int! = 20): [Book!]!
    book(id: Int!): Book
  }

  type Mutation {
    addBook(title: String!, authorId: Int!): AddBookResult!
  }

  type Book {
    id: Int!
    title: String!
    author: Author!
  }

  type Author {
    id: Int!
    name: String!
    books: [Book!]!
  }

  type AddBookResult {
    book: Book
    errors: [InputError!]!
  }

  type InputError {
    field: String!
    message: String!
  }
`;

/** What the resolvers of one request share. */
type Context = ReturnType<typeof createLoaders>;

/** Made anew for each request: what one request has loaded is no news to the next. */
function createLoaders(db: Db) {
  return {
    authors: new DataLoader<number, AuthorRow>(async (ids) => {
      const rows = new Map((await db.findAuthors(ids)).map((row) => [row.id, row]));
      return ids.map((id) => rows.get(id) ?? new Error(`There is no author ${id}.`));
    }),
    booksOf: new DataLoader<number, BookRow[]>(async (authorIds) => {
      const rows = Map.groupBy(await db.findBooksOf(authorIds), ({ authorId }) => authorId);
      return authorIds.map((id) => rows.get(id) ?? []);
    }),
  };
}

/** What breaks inside is told here, in the console, and not to clients. */
const logging = { debug() {}, info() {}, warn() {}, error: (problem: unknown) => console.error(String(problem)) };

export function createApp(db: Db) {
  const schema = createSchema<Context>({
    typeDefs,
    resolvers: {
      Query: {
        books: (_root, { first }: { first: number }) => db.listBooks(Math.min(first, 50)),
        book: async (_root, { id }: { id: number }) => (await db.findBooks([id]))[0],
      },
      Book: {
        author: async (book: BookRow) => (await db.findAuthors([book.authorId]))[0],
      },
      Author: {
        books: (author: AuthorRow, _args, { booksOf }) => booksOf.load(author.id),
      },
      Mutation: {
        async addBook(_root, book: { title: string; authorId: number }) {
          const errors = await findErrors(db, book);
          return errors.length > 0 ? { book: null, errors } : { book: await db.addBook(book), errors };
        },
      },
    },
  });
  const yoga = createYoga({ schema, plugins: [limitDepth(8)], context: () => createLoaders(db), logging });
  return express().use('/graphql', yoga);
}

/** Mistakes of a person are data, so that a form can show each beside its field. */
async function findErrors(db: Db, { title, authorId }: { title: string; authorId: number }) {
  const errors: { field: string; message: string }[] = [];
  if (title.length < 1 || title.length > 80) errors.push({ field: 'title', message: 'must have 1 to 80 characters' });
  const [author] = await db.findAuthors([authorId]);
  if (!author) errors.push({ field: 'authorId', message: 'is nobody we know' });
  return errors;
}

/** Refuses a document whose fields lie deeper than `most` levels, before anything of it is run. */
function limitDepth(most: number): Plugin {
  const rule = (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      const depth = depthOf(operation.selectionSet, context);
      if (depth > most) context.reportError(new GraphQLError(`The query has ${depth} levels; ${most} are allowed.`));
    },
  });
  return { onValidate: ({ addValidationRule }) => addValidationRule(rule) };
}

/** Levels of fields: 1 for `{ books }`. `known` has the depths of fragments, each of which is looked at once. */
function depthOf(
  { selections }: SelectionSetNode,
  context: ValidationContext,
  known = new Map<string, number>(),
): number {
  const depths = selections.map((selection) => {
    if (selection.kind === 'Field') {
      return 1 + (selection.selectionSet ? depthOf(selection.selectionSet, context, known) : 0);
    }
    if (selection.kind === 'InlineFragment') return depthOf(selection.selectionSet, context, known);
    const name = selection.name.value;
    if (!known.has(name)) {
      // A fragment inside of itself is refused by GraphQL's own rules. Here it must only not go round for ever.
      known.set(name, 0);
      const fragment = context.getFragment(name);
      known.set(name, fragment ? depthOf(fragment.selectionSet, context, known) : 0);
    }
    return known.get(name)!;
  });
  return Math.max(...depths);
}
