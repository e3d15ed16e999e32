import { checkScript, runScript } from '../lua/run.ts';
import { readInteger } from '../numbers.ts';
import { fail, ok, type Reply } from '../reply.ts';
import { sha1 } from '../sha1.ts';
import { plain, type Table } from '../table.ts';
import type { Context } from '../types.ts';

const hash = (script: string) => sha1(Buffer.from(script, 'latin1'));

function evaluate(sha: string, script: string, [count, ...args]: string[], context: Context): Reply {
  const many = readInteger(count!);
  if (many > args.length) fail("ERR Number of keys can't be greater than number of args");
  if (many < 0) fail("ERR Number of keys can't be negative");
  return runScript({ sha, script, keys: args.slice(0, many), args: args.slice(many) }, context);
}

function script([word, ...args]: string[], { engine }: Context): Reply {
  const what = word!.toLowerCase();
  if (what === 'load') {
    checkScript(args[0]!);
    engine.scripts.set(hash(args[0]!), args[0]!);
    return hash(args[0]!);
  }
  if (what === 'exists') return args.map((sha) => (engine.scripts.has(sha.toLowerCase()) ? 1 : 0));
  if (args.length && !/^a?sync$/i.test(args[0]!)) fail('ERR SCRIPT FLUSH only support SYNC|ASYNC option');
  engine.scripts.clear();
  return ok;
}

export const scripts: Table = {
  eval: plain(
    -3,
    ([text, ...rest], context) => {
      const sha = hash(text!);
      const answer = evaluate(sha, text!, rest, context);
      context.engine.scripts.set(sha, text!);
      return answer;
    },
    ['noscript'],
  ),
  evalsha: plain(
    -3,
    ([sha, ...rest], context) => {
      const text =
        context.engine.scripts.get(sha!.toLowerCase()) ?? fail('NOSCRIPT No matching script. Please use EVAL.');
      return evaluate(sha!.toLowerCase(), text, rest, context);
    },
    ['noscript'],
  ),
  script: { ...plain(-2, script, ['noscript']), subcommands: { load: 3, exists: -3, flush: -2 } },
};
