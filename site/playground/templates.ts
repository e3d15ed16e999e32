import type { RequestPreset } from '../../sandbox/types.ts';
import { packagesOf } from '../packages.ts';
import type { Template } from './model.ts';

const sources = import.meta.glob<string>('./templates/*/**', { query: '?raw', import: 'default', eager: true });

type Front = Omit<Template, 'files' | 'packages' | 'requests'> & { requests?: Partial<RequestPreset>[] };

const json = { 'content-type': 'application/json' };
const query = (text: string) => JSON.stringify({ query: text }, null, 2);

const fronts: Front[] = [
  {
    id: 'express',
    title: 'Express',
    line: 'Routes, JSON, and tests of your own',
    entry: 'server.ts',
    focus: ['app.ts', 'server.ts', 'app.test.ts'],
    tool: 'request',
    requests: [
      { title: 'The tasks', path: '/tasks' },
      { title: 'Only what is open', path: '/tasks?done=false' },
      { title: 'A new task', method: 'POST', path: '/tasks', headers: json, body: '{ "title": "Oil the pump" }' },
      { title: 'A task without a title', method: 'POST', path: '/tasks', headers: json, body: '{}' },
    ],
  },
  {
    id: 'sqlite',
    title: 'Express + SQLite',
    line: 'A database in a file, with better-sqlite3',
    entry: 'server.ts',
    focus: ['server.ts', 'database.ts'],
    tool: 'request',
    requests: [
      { title: 'All books', path: '/books' },
      { title: 'Of one author', path: '/books?author=Mary%20Shelley' },
      {
        title: 'A new book',
        method: 'POST',
        path: '/books',
        headers: json,
        body: '{ "title": "Persuasion", "author": "Jane Austen", "year": 1817 }',
      },
    ],
  },
  {
    id: 'http',
    title: 'HTTP from scratch',
    line: 'node:http alone: routes, bodies, status by hand',
    entry: 'server.ts',
    focus: ['server.ts'],
    tool: 'request',
    requests: [
      { title: 'The notes', path: '/notes' },
      { title: 'A new note', method: 'POST', path: '/notes', headers: json, body: '{ "text": "The second note" }' },
      { title: 'Not JSON', method: 'POST', path: '/notes', headers: json, body: 'hello' },
    ],
  },
  {
    id: 'websocket',
    title: 'WebSocket chat',
    line: 'One server, a page and messages both ways',
    entry: 'server.ts',
    focus: ['server.ts', 'chat.html'],
    tool: 'preview',
    requests: [{ title: 'The page', path: '/' }],
  },
  {
    id: 'events',
    title: 'Server-sent events',
    line: 'An answer that goes on, message by message',
    entry: 'server.ts',
    focus: ['server.ts'],
    tool: 'request',
    requests: [
      { title: 'The events', path: '/events', headers: { accept: 'text/event-stream' } },
      { title: 'From number 41 on', path: '/events', headers: { 'last-event-id': '41' } },
    ],
  },
  {
    id: 'graphql',
    title: 'GraphQL',
    line: 'A schema, queries and a change over HTTP',
    entry: 'server.ts',
    focus: ['schema.ts', 'server.ts'],
    tool: 'request',
    requests: [
      { title: 'Names and crews', body: query('{ ships { name crew { name role } } }') },
      { title: 'One ship', body: query('{ ship(name: "Aurora") { speed } }') },
      { title: 'A new ship', body: query('mutation { addShip(name: "Tern", speed: 9) { name } }') },
      { title: 'A field that is not there', body: query('{ ships { colour } }') },
    ].map((one) => ({ ...one, method: 'POST', path: '/graphql', headers: json })),
  },
  {
    id: 'tests',
    title: 'First tests',
    line: 'Vitest: say what code should do, and see it fail',
    entry: 'main.ts',
    focus: ['cart.test.ts', 'cart.ts', 'main.ts'],
    tool: 'results',
  },
  {
    id: 'typescript',
    title: 'TypeScript',
    line: 'A program without a server',
    entry: 'main.ts',
    focus: ['main.ts', 'readings.ts'],
    tool: 'console',
  },
];

/** What a playground can begin as, the first one where nothing was chosen. */
export const templates: Template[] = fronts.map(({ requests = [], ...front }) => {
  const files = filesOf(front.id);
  const missing = [front.entry, ...front.focus].find((path) => !(path in files));
  if (missing) throw new Error(`site/playground/templates/${front.id}/${missing} is missing.`);
  const preset = (one: Partial<RequestPreset>): RequestPreset => ({
    title: '',
    method: 'GET',
    path: '/',
    headers: {},
    body: '',
    ...one,
  });
  return { ...front, files, requests: requests.map(preset), packages: packagesOf(files) };
});

function filesOf(id: string): Record<string, string> {
  const start = `./templates/${id}/`;
  return Object.fromEntries(
    Object.entries(sources)
      .filter(([path]) => path.startsWith(start))
      .map(([path, text]) => [path.slice(start.length), text]),
  );
}
