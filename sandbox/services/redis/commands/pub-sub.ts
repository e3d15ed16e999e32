import { type Reply } from '../reply.ts';
import { globToRegExp, plain, type Table } from '../table.ts';
import type { Client, Context } from '../types.ts';

type Kind = 'channels' | 'patterns';
const count = (client: Client) => client.channels.size + client.patterns.size;

function join(kind: Kind, word: string) {
  return (names: string[], { client }: Context): Reply => ({
    parts: names.map((name) => {
      client[kind].add(name);
      return { push: [word, name, count(client)] };
    }),
  });
}

function leave(kind: Kind, word: string) {
  return (names: string[], { client }: Context): Reply => {
    const gone = names.length ? names : [...client[kind]];
    if (!gone.length) return { push: [word, null, count(client)] };
    return {
      parts: gone.map((name) => {
        client[kind].delete(name);
        return { push: [word, name, count(client)] };
      }),
    };
  };
}

function look([word, ...args]: string[], { engine }: Context): Reply {
  const clients = [...engine.clients.values()];
  const what = word!.toLowerCase();
  if (what === 'numpat') return new Set(clients.flatMap(({ patterns }) => [...patterns])).size;
  if (what === 'numsub')
    return args.flatMap((name) => [name, clients.filter(({ channels }) => channels.has(name)).length]);
  const names = [...new Set(clients.flatMap(({ channels }) => [...channels]))];
  return args[0] === undefined ? names : names.filter((name) => globToRegExp(args[0]!).test(name));
}

/** What a client may still say while it listens, in RESP2. */
export const whileListening = ['subscribe', 'unsubscribe', 'psubscribe', 'punsubscribe', 'ping', 'quit', 'reset'];

const flags = ['pubsub', 'noscript'];

export const pubSub: Table = {
  subscribe: plain(-2, join('channels', 'subscribe'), flags),
  psubscribe: plain(-2, join('patterns', 'psubscribe'), flags),
  unsubscribe: plain(-1, leave('channels', 'unsubscribe'), flags),
  punsubscribe: plain(-1, leave('patterns', 'punsubscribe'), flags),
  publish: plain(3, ([channel, message], { engine }) => engine.publish(channel!, message!), ['pubsub']),
  pubsub: { ...plain(-2, look, ['pubsub']), subcommands: { channels: -2, numsub: -2, numpat: 2 } },
};
