import { commands } from './commands.ts';
import { notQueued } from './commands/transactions.ts';
import { whileListening } from './commands/pub-sub.ts';
import { redisVersion } from './version.ts';
import { createDatabase } from './database.ts';
import { isAbsent } from './absent.ts';
import { failure, RedisError, type Reply } from './reply.ts';
import { globToRegExp } from './table.ts';
import type { Client, Command, Context, Engine, Wait, Waiting } from './types.ts';

// Suites may install fake timers; who waits for a key waits in real time.
const { setTimeout, clearTimeout } = globalThis;

/** What CONFIG GET tells. */
const settings: [string, string][] = [
  ['databases', '16'],
  ['maxclients', '10000'],
  ['maxmemory', '0'],
  ['maxmemory-policy', 'noeviction'],
  ['save', ''],
  ['appendonly', 'no'],
  ['notify-keyspace-events', ''],
  ['timeout', '0'],
  ['proto-max-bulk-len', '536870912'],
];

export interface RedisEngine extends Engine {
  /** Carries out what a client sent and sends its answer, now or when it need not wait any more. */
  receive(words: string[], client: Client): void;
  /** Ends what a client waits for, without an answer. */
  leave(client: Client): void;
  /** Forgets all keys and scripts. */
  reset(): void;
}

export interface EngineOptions {
  now: () => number;
  port: () => number;
  /** Called when a client that waited has its answer and can go on. */
  onResume(client: Client): void;
}

/** Redis without its network: databases, clients and commands. */
export function createEngine({ now, port, onResume }: EngineOptions): RedisEngine {
  const waiting = new Set<Waiting>();
  let changes = false;
  const engine: RedisEngine = {
    now,
    port,
    startedAt: now(),
    databases: Array.from({ length: 16 }, () => createDatabase(now, () => (changes = true))),
    clients: new Map(),
    config: new Map(settings),
    scripts: new Map(),
    commands: commands as Map<string, Command>,
    call(words, client) {
      const checked = check(words);
      if ('failure' in checked) return checked;
      const answer = run(checked, words, contextOf(client, engine, false));
      return isWait(answer) ? answer.otherwise : answer;
    },
    receive(words, client) {
      const answer = answerTo(words, client, engine);
      if (!isWait(answer)) client.send(answer);
      else wait(answer, client, waiting, onResume);
      while (changes) {
        changes = false;
        serveWaiting(waiting, onResume);
      }
    },
    publish: (channel, message) => publish(engine, channel, message),
    cancelWaiting(client, reply) {
      if (!client.waiting) return false;
      resume(client.waiting, reply, onResume);
      return true;
    },
    leave(client) {
      client.waiting?.cancel();
      engine.clients.delete(client.id);
    },
    reset() {
      for (const database of engine.databases) database.clear();
      engine.scripts.clear();
    },
  };
  return engine;
}

const isWait = (answer: Reply | Wait): answer is Wait =>
  typeof answer === 'object' && answer !== null && 'wait' in answer;

const contextOf = (client: Client, engine: Engine, mayWait: boolean): Context => ({
  client,
  engine,
  mayWait,
  get db() {
    return engine.databases[client.db]!;
  },
});

/** The command that the words name, or what is wrong with them. */
function check(words: string[]): Command | { failure: string } {
  const name = words[0]!.toLowerCase();
  const command = commands.get(name);
  if (!command) return failure(unknown(words));
  const wrongCount = (arity: number) => (arity < 0 ? words.length < -arity : words.length !== arity);
  if (wrongCount(command.arity)) return failure(`ERR wrong number of arguments for '${name}' command`);
  if (!command.subcommands || words.length < 2) return command;
  const word = words[1]!.toLowerCase();
  const arity = command.subcommands[word];
  if (arity === undefined)
    return failure(`ERR unknown subcommand '${words[1]!.slice(0, 128)}'. Try ${name.toUpperCase()} HELP.`);
  return wrongCount(arity) ? failure(`ERR wrong number of arguments for '${name}|${word}' command`) : command;
}

function unknown([name, ...args]: string[]): string {
  if (isAbsent(name!)) {
    return `ERR unknown command '${name}': Redis ${redisVersion} has it, the teaching server of Engine Room does not`;
  }
  let shown = '';
  for (const arg of args) if (shown.length < 128) shown += `'${arg.slice(0, 128 - shown.length)}' `;
  return `ERR unknown command '${name!.slice(0, 128)}', with args beginning with: ${shown}`;
}

function run(command: Command, words: string[], context: Context): Reply | Wait {
  try {
    return command.run(words.slice(1), context);
  } catch (error) {
    if (error instanceof RedisError) return failure(error.message);
    throw error;
  }
}

function answerTo(words: string[], client: Client, engine: Engine): Reply | Wait {
  const name = words[0]!.toLowerCase();
  const checked = check(words);
  client.lastCommand = name;
  if ('failure' in checked) {
    if (client.transaction) client.transaction.failed = true;
    return checked;
  }
  const listens = client.protocol === 2 && client.channels.size + client.patterns.size > 0;
  if (listens && !whileListening.includes(name)) {
    return failure(
      `ERR Can't execute '${name}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in this context`,
    );
  }
  if (client.transaction && !notQueued.includes(name)) {
    client.transaction.queue.push(words);
    return { simple: 'QUEUED' };
  }
  return run(checked, words, contextOf(client, engine, true));
}

function wait(what: Wait, client: Client, all: Set<Waiting>, onResume: (client: Client) => void): void {
  const one: Waiting = {
    ...what,
    client,
    cancel() {
      clearTimeout(timer);
      all.delete(one);
      client.waiting = undefined;
    },
  };
  const timer = what.timeout ? setTimeout(() => resume(one, what.otherwise, onResume), what.timeout) : undefined;
  client.waiting = one;
  all.add(one);
}

function resume(one: Waiting, reply: Reply, onResume: (client: Client) => void): void {
  one.cancel();
  one.client.send(reply);
  onResume(one.client);
}

/** Who has waited longest is served first. */
function serveWaiting(all: Set<Waiting>, onResume: (client: Client) => void): void {
  for (const one of all) {
    if (one.client.waiting !== one) continue;
    let reply: Reply | undefined;
    try {
      reply = one.attempt();
    } catch (error) {
      // A key of another type does not wake who waits for a list.
      if (!(error instanceof RedisError)) throw error;
    }
    if (reply !== undefined) resume(one, reply, onResume);
  }
}

function publish({ clients }: Engine, channel: string, message: string): number {
  let heard = 0;
  const tell = (client: Client, words: string[]) => {
    heard++;
    client.send({ push: words });
  };
  for (const client of clients.values()) if (client.channels.has(channel)) tell(client, ['message', channel, message]);
  for (const client of clients.values()) {
    for (const pattern of client.patterns) {
      if (globToRegExp(pattern).test(channel)) tell(client, ['pmessage', pattern, channel, message]);
    }
  }
  return heard;
}
