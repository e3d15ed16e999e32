import { readRedisCli, type RedisCliCommand } from '../../services/redis/cli-options.ts';
import { printReply, readRedisLine } from '../../services/redis/cli.ts';
import { createReplyReader } from '../../services/redis/reply-reader.ts';
import { isFailure, toBytes, toText, type Reply } from '../../services/redis/reply.ts';
import { encode } from '../../services/redis/resp.ts';
import { redisVersion } from '../../services/redis/version.ts';
import { liveMark } from '../terminal-output.ts';
import type { ByteStream, CommandResult, ShellServices } from '../types.ts';
import type { Run } from './index.ts';

/**
 * `redis-cli [options] [command [arguments]]`, or commands from the input, one on each line. Prints what `redis-cli`
 * 7.0 prints: as a person reads it in a terminal, bare into a pipe or a file.
 */
export const redisCli: Run = async (args, ctx, { host }) => {
  const asked = readRedisCli(args, ctx.exportedEnv?.['REDIS_URL']);
  if (typeof asked === 'string') return { stdout: '', stderr: `${asked}\n`, exitCode: 1 };
  if (asked.version) return { stdout: `redis-cli ${redisVersion}\n`, stderr: '', exitCode: 0 };
  const input = String(ctx.stdin);
  const terminal = ctx.env.get(liveMark) === '1';
  if (!asked.words.length && !input && terminal) {
    const stderr = 'redis-cli: there is no prompt here. Give the command: redis-cli GET name\n';
    return { stdout: '', stderr, exitCode: 1 };
  }
  const talk = createTalk({ ...asked, raw: asked.raw ?? !terminal }, host.connect);
  try {
    if (asked.words.length) await runWords(talk, asked, input);
    else await runLines(talk, toText(input));
  } finally {
    talk.close();
  }
  return talk.said;
};

type Talk = ReturnType<typeof createTalk>;

async function runWords(talk: Talk, { words, lastFromInput, repeat }: RedisCliCommand, input: string): Promise<void> {
  if (!(await talk.open())) return void (talk.said.exitCode = 1);
  const command = lastFromInput ? [...words, input] : words;
  for (let round = 0; round < repeat; round++) {
    if (await talk.run(command)) continue;
    talk.said.exitCode = 1;
    return;
  }
}

/** The commands of the input. One that fails does not end it. */
async function runLines(talk: Talk, text: string): Promise<void> {
  await talk.open();
  for (const line of text.split('\n')) {
    if (!line.trim()) continue;
    const words = readRedisLine(line);
    if (!words) {
      talk.said.stdout += 'Invalid argument(s)\n';
      continue;
    }
    if (words.length === 1 && /^(?:quit|exit)$/i.test(words[0]!)) return;
    // `3 incr visits` sends it three times.
    const many = words.length > 1 && /^-?\d+$/.test(words[0]!) ? Number(words.shift()) : 1;
    if (many <= 0) talk.said.stdout += 'Invalid redis-cli repeat command option value.\n';
    for (let round = 0; round < many; round++) if (!(await talk.open()) || !(await talk.run(words))) break;
  }
}

/** A connection, and what is printed because of it. */
function createTalk(asked: RedisCliCommand, connect: ShellServices['connect']) {
  const said: CommandResult = { stdout: '', stderr: asked.warning ? `${asked.warning}\n` : '', exitCode: 0 };
  let client: Client | undefined;
  const close = () => {
    client?.close();
    client = undefined;
  };
  /** False when there is no more to come, or an error counts as one. */
  const print = (reply: Reply | undefined): boolean => {
    if (reply === undefined) {
      said.stderr += 'Error: Server closed the connection\n';
      close();
      return false;
    }
    if (asked.strict && isFailure(reply)) {
      said.stderr += `${toText(reply.failure)}\n`;
      return false;
    }
    said.stdout += printReply(reply, { raw: asked.raw, delimiter: asked.delimiter });
    return true;
  };
  return {
    said,
    close,
    /** Connects unless it is connected; what it says when that fails stands in `said`. */
    async open(): Promise<boolean> {
      try {
        client ??= createClient(await connect(asked.host, asked.port));
      } catch (error) {
        said.stderr += `Could not connect to Redis at ${asked.host}:${asked.port}: ${(error as Error).message}\n`;
        return false;
      }
      if (!client.greeted) said.stderr += await greet(client, asked);
      return true;
    },
    /** Sends a command and prints its answer. */
    async run(words: string[]): Promise<boolean> {
      const { ask, next } = client!;
      const reply = await ask(words);
      const listens = reply && !isFailure(reply) && /^(?:p?subscribe|monitor)$/i.test(words[0]!);
      const goesOn = print(reply);
      // Messages come until the server closes.
      if (listens) while (print(await next()));
      return goesOn && !listens;
    },
  };
}

type Client = ReturnType<typeof createClient>;

function createClient(stream: ByteStream) {
  const reader = createReplyReader();
  const next = async (): Promise<Reply | undefined> => {
    for (;;) {
      const reply = reader.next();
      if (reply !== undefined) return reply;
      const bytes = await stream.read();
      if (!bytes) return undefined;
      reader.push(Buffer.from(bytes).toString('latin1'));
    }
  };
  return {
    greeted: false,
    next,
    close: stream.close,
    ask(words: string[]) {
      stream.write(Buffer.from(encode(words, 2), 'latin1'));
      return next();
    },
  };
}

/** What a connection begins with, as far as it was asked for. Says what was refused. */
async function greet(client: Client, { user, password, database, protocol }: RedisCliCommand): Promise<string> {
  const first: [what: string, words: string[]][] = [];
  if (password !== undefined) first.push(['AUTH', ['AUTH', ...(user ? [user] : []), password]]);
  if (database) first.push([`SELECT ${database}`, ['SELECT', String(database)]]);
  if (protocol === 3) first.push(['HELLO 3', ['HELLO', '3']]);
  client.greeted = true;
  let said = '';
  for (const [what, words] of first) {
    const reply = await client.ask(words.map(toBytes));
    if (reply && isFailure(reply)) said += `${what} failed: ${toText(reply.failure)}\n`;
  }
  return said;
}
