import { GraphQLError, type ASTNode, type FragmentDefinitionNode } from 'graphql';
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

/** Books that were found together. The first that is asked for its author loads the authors of all. */
class BookLevel {
  #db: Db;
  #rows: BookRow[];
  #authors: Promise<Map<number, Author>> | undefined;
  books: Book[];

  constructor(db: Db, rows: BookRow[]) {
    this.#db = db;
    this.#rows = rows;
    this.books = rows.map((row) => ({ ...row, author: () => this.#author(row.authorId) }));
  }

  async #author(id: number) {
    this.#authors ??= this.#loadAuthors();
    return (await this.#authors).get(id)!;
  }

  async #loadAuthors() {
    const rows = await this.#db.findAuthors([...new Set(this.#rows.map(({ authorId }) => authorId))]);
    let below: Promise<BookLevel> | undefined;
    const load = async () => new BookLevel(this.#db, await this.#db.findBooksOf(rows.map(({ id }) => id)));
    return new Map(
      rows.map(({ id, name }) => {
        const books = async () => (await (below ??= load())).books.filter(({ authorId }) => authorId === id);
        return [id, { id, name, books }];
      }),
    );
  }
}

type Book = BookRow & { author(): Promise<Author> };
type Author = { id: number; name: string; books(): Promise<Book[]> };

export function createApp(db: Db) {
  const level = async (rows: Promise<BookRow[]>) => new BookLevel(db, await rows).books;
  const schema = createSchema({
    typeDefs,
    resolvers: {
      Query: {
        books: (_root, { first }) => level(db.listBooks(first > 50 ? 50 : first)),
        book: async (_root, { id }) => (await level(db.findBooks([id]))).at(0) ?? null,
      },
      Mutation: {
        addBook: async (_root, { title, authorId }) => {
          const errors = [];
          if (!title || title.length > 80) errors.push({ field: 'title', message: 'is empty or too long' });
          if ((await db.findAuthors([authorId])).length === 0)
            errors.push({ field: 'authorId', message: `There is no author ${authorId}.` });
          if (errors.length) return { errors };
          const [book] = await level(db.addBook({ title, authorId }).then((row) => [row]));
          return { book, errors };
        },
      },
    },
  });
  return createYoga({ schema, logging: false, plugins: [atMostEight] });
}

const atMostEight: Plugin = {
  onParse:
    () =>
    ({ result, replaceParseResult }) => {
      if (result instanceof Error) return;
      const named = new Map<string, FragmentDefinitionNode>();
      for (const one of result.definitions) if (one.kind === 'FragmentDefinition') named.set(one.name.value, one);
      if (result.definitions.some((one: ASTNode) => tooDeep(one, 8, named)))
        replaceParseResult(new GraphQLError('That is too deep.') as never);
    },
};

/** Whether fields lie deeper than `left` levels. Gives up at once where they do, so that no fragment goes round for ever. */
function tooDeep(node: ASTNode, left: number, named: Map<string, FragmentDefinitionNode>): boolean {
  if (left < 0) return true;
  if (node.kind === 'FragmentSpread') {
    const fragment = named.get(node.name.value);
    return fragment
      ? fragment.selectionSet.selections.some((one) => tooDeep(one, left, without(named, fragment)))
      : false;
  }
  const below = 'selectionSet' in node && node.selectionSet ? node.selectionSet.selections : [];
  if (node.kind === 'Field' && left === 0) return true;
  return below.some((one) => tooDeep(one, node.kind === 'Field' ? left - 1 : left, named));
}

const without = (named: Map<string, FragmentDefinitionNode>, { name }: FragmentDefinitionNode) =>
  new Map([...named].filter(([one]) => one !== name.value));
