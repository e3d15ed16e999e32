import type { Hit, Rule } from '../types.ts';
import { all, type Directive } from './read.ts';

const servers = (source: Directive[]) => all(source).filter(({ name, block }) => name === 'server' && block);
const listens = (server: Directive, port: string) =>
  (server.block ?? []).some(({ name, args }) => name === 'listen' && new RegExp(`(?:^|:)${port}$`).test(args[0] ?? ''));

/** In the block or around it; nginx inherits headers only where the inner block sets none. */
function headerSet(from: Directive | undefined, wanted: string): boolean {
  const own = (from?.block ?? []).filter(({ name }) => name === 'proxy_set_header');
  if (own.length > 0) return own.some(({ args }) => args[0]?.toLowerCase() === wanted.toLowerCase());
  return from ? headerSet(from.around, wanted) : false;
}

const proxies = (source: Directive[]) => all(source).filter(({ name }) => name === 'proxy_pass');

const needsHeader = (wanted: string, problem: string) => (source: Directive[]): Hit[] =>
  proxies(source)
    .filter(({ around }) => !headerSet(around, wanted))
    .map(({ line }) => ({ line, problem })); // prettier-ignore

export const rules: Rule<Directive[]>[] = [
  {
    id: 'tls-redirect',
    why: 'Who types the address without https stays on a connection that everybody on the way can read.',
    advice: 'In the server for port 80: return 301 https://$host$request_uri;',
    find: (source) =>
      servers(source)
        .filter((server) => listens(server, '80') && !all(server.block ?? []).some(({ name, args }) => name === 'return' && /^30[18]$/.test(args[0] ?? '') && args[1]?.startsWith('https://')))
        .map(({ line }) => ({ line, problem: 'Port 80 answers without sending anybody on to HTTPS.' })),
  },
  {
    id: 'forwarded-proto',
    why: 'The app sees plain HTTP, thinks the connection is not safe, and sets no Secure cookies: logins fail.',
    advice: 'proxy_set_header X-Forwarded-Proto $scheme;',
    find: needsHeader('X-Forwarded-Proto', 'The app is not told that the request came over HTTPS.'),
  },
  {
    id: 'forwarded-for',
    why: 'Every request seems to come from the proxy: limits by address then hit everybody at once.',
    advice: 'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
    find: needsHeader('X-Forwarded-For', 'The app is not told who asks.'),
  },
  {
    id: 'host-header',
    why: 'nginx puts the name of the upstream there: links that the app makes then lead to 127.0.0.1.',
    advice: 'proxy_set_header Host $host;',
    find: needsHeader('Host', 'The app is not told under which name it was asked.'),
  },
  {
    id: 'body-size',
    why: 'The default is 1 MB: larger uploads end with 413 before the app has seen them, and nobody chose that.',
    advice: 'Write client_max_body_size with what the app takes.',
    find: (source) =>
      all(source).some(({ name }) => name === 'client_max_body_size') || proxies(source).length === 0
        ? []
        : [{ line: proxies(source)[0]!.line, problem: 'Nothing says how large a body may be.' }],
  },
  {
    id: 'server-tokens',
    why: 'The exact version tells an attacker which known holes to try first.',
    advice: 'server_tokens off;',
    find: (source) =>
      all(source).some(({ name, args }) => name === 'server_tokens' && args[0] === 'off') || servers(source).length === 0
        ? []
        : [{ line: servers(source)[0]!.line, problem: 'Every answer names the version of nginx.' }],
  },
]; // prettier-ignore
