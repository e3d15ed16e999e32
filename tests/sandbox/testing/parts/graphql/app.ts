import DataLoader from 'dataloader';
import { createGraphQLError, createSchema, createYoga, type Plugin } from 'graphql-yoga';
import { GraphQLError, type ASTNode, type ValidationRule } from 'graphql';

interface Author {
  id: string;
  name: string;
}
export interface Source {
  books(): { id: string; title: string; author: string }[];
  authors(ids: readonly string[]): Author[];
}

const typeDefs = `
  type Author { id: ID! name: String! books: [Book!]! }
  type Book { id: ID! title: String! author: Author! }
  type Query { books(first: Int = 10): [Book!]! }
  type Mutation { rename(id: ID!, title: String!): Book! }
  type Subscription { count(to: Int!): Int! }
`;

/** Refuses documents that nest too deep, before anything is executed. */
const depthLimit =
  (limit: number): ValidationRule =>
  (context) => {
    const fields = (ancestors: readonly (ASTNode | readonly ASTNode[])[]) =>
      ancestors.filter((node) => 'kind' in node && node.kind === 'Field').length;
    return {
      Field(node, _key, _parent, _path, ancestors) {
        if (fields(ancestors) + 1 === limit + 1)
          context.reportError(new GraphQLError(`Deeper than ${limit} levels`, { nodes: [node] }));
      },
    };
  };

/** Each list multiplies what lies below it. */
const costLimit =
  (limit: number): ValidationRule =>
  (context) => {
    let factor = 1;
    let cost = 0;
    return {
      Field: {
        enter(node) {
          const first = node.arguments?.find(({ name }) => name.value === 'first')?.value;
          if (first?.kind === 'IntValue') factor *= Number(first.value);
          cost += factor;
          if (cost > limit) context.reportError(new GraphQLError(`Costs more than ${limit}`, { nodes: [node] }));
        },
        leave(node) {
          const first = node.arguments?.find(({ name }) => name.value === 'first')?.value;
          if (first?.kind === 'IntValue') factor /= Number(first.value);
        },
      },
    };
  };

const limits: Plugin = {
  onValidate({ addValidationRule }) {
    addValidationRule(depthLimit(4));
    addValidationRule(costLimit(100));
  },
};

export function createApp(source: Source) {
  const schema = createSchema<{ authors: DataLoader<string, Author> }>({
    typeDefs,
    resolvers: {
      Query: { books: (_root, { first }: { first: number }) => source.books().slice(0, first) },
      Book: { author: ({ author }: { author: string }, _args, { authors }) => authors.load(author) },
      Author: { books: ({ id }: Author) => source.books().filter(({ author }) => author === id) },
      Mutation: {
        rename: (_root, { id }: { id: string }) => {
          throw createGraphQLError(`There is no book ${id}`, { extensions: { code: 'NOT_FOUND' } });
        },
      },
      Subscription: {
        count: {
          async *subscribe(_root: unknown, { to }: { to: number }) {
            for (let count = 1; count <= to; count++) yield { count };
          },
        },
      },
    },
  });
  const context = () => ({ authors: new DataLoader(async (ids: readonly string[]) => source.authors(ids)) });
  return createYoga({ schema, context, plugins: [limits], logging: false });
}
