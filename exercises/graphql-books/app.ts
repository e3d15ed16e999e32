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

function createLoaders(db: Db) {
  return {
    // TODO: a batch function gives back one author for each id, in the order of the ids.
    authors: new DataLoader<number, AuthorRow>(async (ids) => [...(await db.findAuthors(ids))]),
  };
}

/** What breaks inside is told here, in the console, and not to clients. */
const logging = { debug() {}, info() {}, warn() {}, error: (problem: unknown) => console.error(String(problem)) };

export function createApp(db: Db) {
  const schema = createSchema<Context>({
    typeDefs,
    resolvers: {
      Query: {
        books: (_root, { first }: { first: number }) => db.listBooks(first),
        book: async (_root, { id }: { id: number }) => (await db.findBooks([id]))[0],
      },
      Book: {
        // TODO: this asks the database once for each book.
        author: async (book: BookRow) => (await db.findAuthors([book.authorId]))[0],
      },
      // TODO: Author.books, and Mutation.addBook
    },
  });
  const yoga = createYoga({ schema, plugins: [limitDepth(8)], context: () => createLoaders(db), logging });
  return express().use('/graphql', yoga);
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

/** Levels of fields: 1 for `{ books }`. context.getFragment(name) is what `...name` stands for. */
function depthOf(_selectionSet: SelectionSetNode, _context: ValidationContext): number {
  // TODO: a selection's kind is 'Field', 'InlineFragment' or 'FragmentSpread'.
  return 1;
}
