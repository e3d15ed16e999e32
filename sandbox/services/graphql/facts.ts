import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'GraphQL',
  group: 'tool',
  realness: 'real',
  what: 'GraphQL’s reference implementation, GraphQL Yoga and DataLoader run as they do in Node.',
  version: 'graphql 16.15, graphql-yoga 5.24, dataloader 2.2',
  parts: [
    { name: 'graphql', licence: 'MIT' },
    { name: 'graphql-yoga', licence: 'MIT' },
    { name: 'dataloader', licence: 'MIT' },
  ],
  download: 150_000,
  memory: 0,
  absent: [
    'GraphiQL, whose page loads its files from another host',
    'subscriptions over WebSocket (graphql-ws)',
    'federation',
  ],
  locally: '`npm install graphql graphql-yoga`: the same code runs.',
};
