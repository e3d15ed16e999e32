import { readInteger } from '../numbers.ts';
import { fail, ok, syntaxError, type Reply } from '../reply.ts';
import { globToRegExp, plain, type Table } from '../table.ts';
import type { Client, Command, Context, Engine } from '../types.ts';
import { redisVersion } from '../version.ts';
import { forget } from './transactions.ts';

const noUser = 'WRONGPASS invalid username-password pair or user is disabled.';
const noPassword =
  'ERR AUTH <password> called without any password configured for the default user. Are you sure your configuration is correct?';
const badName = 'ERR Client names cannot contain spaces, newlines or special characters.';

function rename(client: Client, name: string): void {
  if (!/^[!-~]*$/.test(name)) fail(badName);
  client.name = name;
}

function hello([version, ...words]: string[], { client }: Context): Reply {
  if (version !== undefined) {
    const number = readInteger(version, 'ERR Protocol version is not an integer or out of range');
    if (number !== 2 && number !== 3) fail('NOPROTO unsupported protocol version');
    for (let at = 0; at < words.length; at++) {
      const word = words[at]!.toUpperCase();
      // There is one user, `default`, who may do everything and has no password.
      if (word === 'AUTH' && at + 2 < words.length) at += words[at + 1] === 'default' ? 2 : fail(noUser);
      else if (word === 'SETNAME' && at + 1 < words.length) rename(client, words[++at]!);
      else fail(`ERR Syntax error in HELLO option '${words[at]}'`);
    }
    client.protocol = number as 2 | 3;
  }
  return {
    map: [
      ['server', 'redis'], ['version', redisVersion], ['proto', client.protocol], ['id', client.id],
      ['mode', 'standalone'], ['role', 'master'], ['modules', []],
    ],
  }; // prettier-ignore
}

const describe = (client: Client, engine: Engine) =>
  `id=${client.id} addr=${client.address} laddr=127.0.0.1:${engine.port()} fd=0 name=${client.name} age=0 idle=0 ` +
  `flags=${client.waiting ? 'b' : client.transaction ? 'x' : client.channels.size + client.patterns.size ? 'P' : 'N'} db=${client.db} ` +
  `sub=${client.channels.size} psub=${client.patterns.size} ssub=0 multi=${client.transaction?.queue.length ?? -1} ` +
  `cmd=${client.lastCommand} user=default redir=-1 resp=${client.protocol}`;

function kill(args: string[], engine: Engine): Reply {
  const old = args.length === 1;
  const wanted = old ? ['ADDR', args[0]!] : args;
  const kind = wanted[0]!.toUpperCase();
  if (wanted.length !== 2 || (kind !== 'ID' && kind !== 'ADDR')) fail(syntaxError);
  if (kind === 'ID') readInteger(wanted[1]!, 'ERR client-id should be greater than 0');
  const found = [...engine.clients.values()].filter(
    ({ id, address }) => (kind === 'ID' ? String(id) : address) === wanted[1],
  );
  if (old && !found.length) fail('ERR No such client');
  for (const one of found) one.end();
  return old ? ok : found.length;
}

function client([word, ...args]: string[], { client: own, engine }: Context): Reply {
  switch (word!.toLowerCase()) {
    case 'id':
      return own.id;
    case 'getname':
      return own.name || null;
    case 'setname':
      rename(own, args[0]!);
      return ok;
    case 'info':
      return { verbatim: `${describe(own, engine)}\n` };
    case 'kill':
      return kill(args, engine);
    case 'unblock': {
      const other = engine.clients.get(readInteger(args[0]!));
      const how = args[1]?.toUpperCase() ?? 'TIMEOUT';
      if (how !== 'TIMEOUT' && how !== 'ERROR') fail('ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR');
      const answer =
        how === 'ERROR' ? { failure: 'UNBLOCKED client unblocked via CLIENT UNBLOCK' } : other?.waiting?.otherwise;
      return other?.waiting && engine.cancelWaiting(other, answer!) ? 1 : 0;
    }
    default:
      return { verbatim: [...engine.clients.values()].map((one) => `${describe(one, engine)}\n`).join('') };
  }
}

function config([word, ...args]: string[], { engine }: Context): Reply {
  const what = word!.toLowerCase();
  if (what === 'resetstat') return ok;
  if (what === 'set') {
    if (!engine.config.has(args[0]!.toLowerCase()))
      fail(`ERR Unknown option or number of arguments for CONFIG SET - '${args[0]}'`);
    fail(
      `ERR CONFIG SET failed (possibly related to argument '${args[0]}') - this teaching server cannot be configured`,
    );
  }
  const patterns = args.map((pattern) => globToRegExp(pattern.toLowerCase()));
  return { map: [...engine.config].filter(([name]) => patterns.some((pattern) => pattern.test(name))) };
}

const position = (command: Command) => command.keys ?? [0, 0, 0];

function about(name: string, command: Command): Reply {
  return [
    name,
    command.arity,
    { set: command.flags.map((simple) => ({ simple })) },
    ...position(command),
    { set: [] },
    [],
    [],
    [],
  ];
}

function commands([word, ...args]: string[], { engine }: Context): Reply {
  const all = () => [...engine.commands].map(([name, command]) => about(name, command));
  const what = word?.toLowerCase();
  if (what === 'count') return engine.commands.size;
  if (what === 'list') return [...engine.commands.keys()];
  if (what === 'docs') return { map: [] };
  if (what !== 'info' || !args.length) return all();
  return args.map((name) => {
    const command = engine.commands.get(name.toLowerCase());
    return command ? about(name.toLowerCase(), command) : null;
  });
}

const sections: Record<string, (engine: Engine) => string[]> = {
  Server: (engine) => [
    `redis_version:${redisVersion}`, 'redis_mode:standalone', 'executable:the teaching server of Engine Room',
    `tcp_port:${engine.port()}`, `uptime_in_seconds:${Math.floor((engine.now() - engine.startedAt) / 1000)}`,
  ],
  Clients: ({ clients }) => [
    `connected_clients:${clients.size}`, `blocked_clients:${[...clients.values()].filter(({ waiting }) => waiting).length}`,
  ],
  Persistence: () => ['loading:0'],
  Replication: () => ['role:master', 'connected_slaves:0'],
  Keyspace: ({ databases }) =>
    databases.flatMap((database, index) => {
      const keys = database.keys();
      const ending = keys.filter((key) => database.entry(key)?.expiresAt !== undefined).length;
      return keys.length ? [`db${index}:keys=${keys.length},expires=${ending},avg_ttl=0`] : [];
    }),
}; // prettier-ignore

function info(words: string[], { engine }: Context): Reply {
  const wanted = words.map((word) => word.toLowerCase());
  const everything = !wanted.length || wanted.some((word) => ['all', 'default', 'everything'].includes(word));
  const shown = Object.entries(sections).filter(([title]) => everything || wanted.includes(title.toLowerCase()));
  return { verbatim: shown.map(([title, lines]) => [`# ${title}`, ...lines(engine), ''].join('\r\n')).join('\r\n') };
}

export const connection: Table = {
  ping: plain(-1, (words, { client: own }) => {
    if (words.length > 1) fail("ERR wrong number of arguments for 'ping' command");
    const listens = own.protocol === 2 && own.channels.size + own.patterns.size > 0;
    return listens ? ['pong', words[0] ?? ''] : (words[0] ?? { simple: 'PONG' });
  }),
  echo: plain(2, ([text]) => text!),
  hello: plain(-1, hello, ['noscript']),
  auth: plain(
    -2,
    (words) => {
      if (words.length > 2) fail(syntaxError);
      if (words.length === 1) fail(noPassword);
      return words[0] === 'default' ? ok : fail(noUser);
    },
    ['noscript'],
  ),
  quit: plain(
    -1,
    (_, { client: own }) => {
      own.leaving = true;
      return ok;
    },
    ['noscript'],
  ),
  reset: plain(
    1,
    (_, { client: own }) => {
      forget(own);
      own.channels.clear();
      own.patterns.clear();
      Object.assign(own, { name: '', db: 0, protocol: 2 });
      return { simple: 'RESET' };
    },
    ['noscript'],
  ),
  client: {
    ...plain(-2, client, ['noscript']),
    subcommands: { id: 2, getname: 2, setname: 3, info: 2, list: -2, kill: -3, unblock: -3 },
  },
  config: { ...plain(-2, config, ['noscript']), subcommands: { get: -3, set: -4, resetstat: 2 } },
  command: { ...plain(-1, commands), subcommands: { count: 2, list: -2, info: -2, docs: -2 } },
  info: plain(-1, info),
  time: plain(1, (_, { engine }) => {
    const now = engine.now();
    return [String(Math.floor(now / 1000)), String(Math.floor((now % 1000) * 1000))];
  }),
};
