import { toBytes } from './reply.ts';

/** What `redis-cli` was asked for. */
export interface RedisCliCommand {
  host: string;
  port: number;
  database: number;
  user?: string;
  password?: string;
  /** What to say about a password that others may see in a list of processes. */
  warning?: string;
  /** Print as a terminal does (`(integer) 1`), or bare (`--raw`), as into a pipe. */
  raw: boolean | undefined;
  protocol: 2 | 3;
  /** Between the items of a list that is printed bare. */
  delimiter: string;
  /** How often the command is sent. */
  repeat: number;
  /** The input is the command's last word. */
  lastFromInput: boolean;
  /** An error is told on stderr, and the exit code says so. */
  strict: boolean;
  /** Only the version is asked for. */
  version: boolean;
  /** The command's words as bytes; empty when lines are to be read from the input. */
  words: string[];
}

/** What Debian's has and this one has not: honest about it, where a misspelt option is only unknown. */
const absentOptions = new Set([
  '-s',
  '-t',
  '-i',
  '-X',
  '-D',
  '-c',
  ...'csv json quoted-json quoted-input show-pushes stat latency latency-history latency-dist lru-test replica rdb functions-rdb pipe pipe-timeout bigkeys memkeys hotkeys scan pattern quoted-pattern count intrinsic-latency eval ldb ldb-sync-mode cluster cluster-yes cluster-only-masters cluster-only-replicas test-client verbose no-verbose tls sni cacert cacertdir cert key insecure help askpass'
    .split(' ')
    .map((name) => `--${name}`),
]);

const warning = "Warning: Using a password with '-a' or '-u' option on the command line interface may not be safe.";

/**
 * Reads the words behind `redis-cli`.
 *
 * @param usual The address where none is given, `redis://127.0.0.1:6379` for example.
 * @returns a text when something is wrong with them, in `redis-cli`'s own words
 */
export function readRedisCli(args: readonly string[], usual?: string): RedisCliCommand | string {
  const found: RedisCliCommand = {
    host: '127.0.0.1',
    port: 6379,
    database: 0,
    raw: undefined,
    protocol: 2,
    delimiter: '\n',
    repeat: 1,
    lastFromInput: false,
    strict: false,
    version: false,
    words: [],
  };
  if (usual) useAddress(found, usual);
  const { values, switches } = optionsOf(found);
  for (let at = 0; at < args.length; at++) {
    const word = args[at]!;
    let fault: string | undefined;
    if (Object.hasOwn(switches, word)) switches[word]!();
    else if (Object.hasOwn(values, word) && at + 1 < args.length) fault = values[word]!(args[++at]!);
    else if (absentOptions.has(word)) fault = absent(word, { ...values, ...switches });
    else if (word.startsWith('-')) fault = `Unrecognized option or bad number of args for: '${word}'`;
    else {
      found.words = args.slice(at).map(toBytes);
      break;
    }
    if (fault) return fault;
  }
  return found;
}

const absent = (word: string, there: object) =>
  `redis-cli: the option ${word} is not in this one, which has ${Object.keys(there).join(' ')}`;

/** As C reads a number: what does not begin with one is 0. */
const number = (text: string) => Number.parseInt(text, 10) || 0;

function optionsOf(found: RedisCliCommand) {
  const values: Record<string, (value: string) => string | undefined> = {
    '-h': (value) => void (found.host = value),
    '-p': (value) => void (found.port = number(value)),
    '-n': (value) => void (found.database = number(value)),
    '-r': (value) => void (found.repeat = number(value)),
    '-d': (value) => void (found.delimiter = value),
    '-u'(value) {
      if (!useAddress(found, value)) return 'Invalid URI scheme';
      if (found.password !== undefined) found.warning ??= warning;
      return undefined;
    },
    '-a'(value) {
      found.password = value;
      found.warning ??= warning;
      return undefined;
    },
    '--user': (value) => void (found.user = value),
  };
  values['--pass'] = values['-a']!;
  const switches: Record<string, () => void> = {
    '--raw': () => (found.raw = true),
    '--no-raw': () => (found.raw = false),
    '--no-auth-warning': () => (found.warning = ''),
    '-2': () => (found.protocol = 2),
    '-3': () => (found.protocol = 3),
    '-x': () => (found.lastFromInput = true),
    '-e': () => (found.strict = true),
    '-v': () => (found.version = true),
    '--version': () => (found.version = true),
  };
  return { values, switches };
}

/** Takes over what `redis://user:password@host:port/database` says; false when it is no such address. */
function useAddress(found: RedisCliCommand, address: string): boolean {
  const parts = /^redis:\/\/(?:([^@/]*)@)?([^:/]*)(?::(\d+))?(?:\/(.*))?$/i.exec(address);
  if (!parts) return false;
  const [, login, host, port, database] = parts;
  if (host) found.host = host;
  if (port) found.port = number(port);
  if (database) found.database = number(database);
  if (login === undefined) return true;
  const [user, password] = login.includes(':') ? login.split(/:(.*)/s) : ['', login];
  if (user) found.user = decodeURIComponent(user);
  found.password = decodeURIComponent(password ?? '');
  return true;
}
