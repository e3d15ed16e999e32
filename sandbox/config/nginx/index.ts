import type { Fault, Linter, Reading } from '../types.ts';
import { placed, placeOf, unknownVariables } from './places.ts';
import { all, child, readNginx, type Directive } from './read.ts';
import { moreRules } from './more-rules.ts';
import { rules } from './rules.ts';

function read(text: string): Reading<Directive[]> {
  const { source, faults } = readNginx(text);
  const place = placeOf(source);
  const found = [...faults, ...placed(source, place), ...unknownVariables(source)];
  if (faults.length === 0) found.push(...twins(source), ...addresses(source), ...certificates(source));
  if (place === 'm' && !source.some(({ name }) => name === 'events'))
    found.push({ line: 1, problem: 'There is no events block.', advice: 'Write events { } at the top.' });
  return { source, faults: found };
}

/** Directives that a block may have once. */
const once = ['root', 'alias', 'proxy_pass', 'client_max_body_size', 'server_tokens', 'proxy_http_version', 'gzip', 'proxy_read_timeout', 'proxy_connect_timeout', 'keepalive_timeout', 'sendfile', 'default_type', 'proxy_buffering', 'try_files', 'expires', 'autoindex', 'proxy_cache', 'pid', 'user', 'worker_processes', 'events', 'http']; // prettier-ignore

function twins(source: Directive[]): Fault[] {
  const blocks = [source, ...all(source).flatMap(({ block }) => (block ? [block] : []))];
  return blocks.flatMap((block) => {
    const seen = new Map<string, Directive>();
    return block.flatMap((one): Fault[] => {
      const key = keyOf(one);
      const first = key && seen.get(key);
      if (key && !first) seen.set(key, one);
      return first
        ? [{ rule: 'twice', line: one.line, problem: `The same stands in line ${first.line} already.` }]
        : [];
    });
  });
}

function keyOf({ name, args }: Directive): string | undefined {
  if (name === 'location') return `location ${args.join(' ')}`;
  if (name === 'upstream') return `upstream ${args[0]}`;
  return once.includes(name) ? name : undefined;
}

/** What proxy_pass cannot send to. */
function addresses(source: Directive[]): Fault[] {
  return all(source)
    .filter(({ name }) => name === 'proxy_pass')
    .flatMap(({ args: [to = ''], line, around }): Fault[] => {
      if (to.startsWith('$')) return [];
      const [, rest] = /^https?:\/\/([^$]*)/.exec(to) ?? [];
      if (rest === undefined)
        return [{ rule: 'wrong-address', line, problem: `“${to}” has no http:// in front.`, advice: `Write http://${to}.` }];
      const port = /^[^/]*:(\d+)/.exec(rest)?.[1];
      if (port && (Number(port) < 1 || Number(port) > 65535)) return [{ rule: 'wrong-address', line, problem: `There is no port ${port}.` }];
      const pattern = around?.name === 'if' || around?.name === 'limit_except' || /^(?:~\*?|@)/.test(around?.args[0] ?? '');
      return pattern && /^[^/]+\//.test(rest) && !to.includes('$')
        ? [{ rule: 'wrong-address', line, problem: 'proxy_pass has a path where nginx cannot know what to replace.', advice: 'Take the path away, or use a location without a pattern.' }]
        : [];
    });
} // prettier-ignore

function certificates(source: Directive[]): Fault[] {
  const has = (from: Directive | undefined, name: string): boolean => !!from && (!!child(from, name) || has(from.around, name));
  return all(source)
    .filter(({ name, args, around }) => name === 'listen' && args.includes('ssl') && around?.name === 'server')
    .filter(({ around }) => !has(around, 'ssl_reject_handshake'))
    .flatMap(({ line, around }) =>
      ['ssl_certificate', 'ssl_certificate_key']
        .filter((name) => !has(around, name) && !source.some((one) => one.name === name))
        .slice(0, 1)
        .map((name) => ({ rule: 'no-certificate', line, problem: `This server speaks TLS and has no ${name}.` })),
    );
} // prettier-ignore

const refused = 'nginx does not start with it, and a reload keeps the old configuration.';

export const nginx = {
  read,
  checks: {
    'unknown-directive': { why: refused, advice: 'Look the name up at nginx.org/en/docs/dirindex.html.' },
    'wrong-place': { why: refused, advice: 'Move it to where it may stand.' },
    'wrong-values': { why: refused, advice: 'Look its values up at nginx.org/en/docs/dirindex.html.' },
    'unknown-variable': { why: refused, advice: 'Set it with set or map, or mend its name.' },
    twice: { why: refused, advice: 'Keep one of them.' },
    'wrong-address': { why: refused, advice: 'Write an address such as http://127.0.0.1:3000.' },
    'no-certificate': { why: refused, advice: 'Name the files with ssl_certificate and ssl_certificate_key.' },
  },
  rules: [...rules, ...moreRules],
} satisfies Linter<Directive[]>;
