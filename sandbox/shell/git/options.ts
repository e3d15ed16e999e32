import { Fatal, type Given, type GitCommand, type OptionKind } from './types.ts';

/** Sorts a sub-command's words. @throws {Fatal} for an option that it does not have, with exit code 129 as git's. */
export function readOptions(name: string, command: GitCommand, args: string[]): Given {
  const known = knownOptions(command);
  const found = new Map<string, string[]>();
  const words: string[] = [];
  let paths: string[] | undefined;
  const queue = [...args];
  const keep = ({ key, kind }: Known, written: string, attached: string | undefined) => {
    if (kind === 'flag' && attached !== undefined && written.startsWith('--')) {
      throw new Fatal(`error: option \`${key}' takes no value`, 129);
    }
    let value = attached ?? '';
    if (kind === 'value' && attached === undefined) {
      if (!queue.length) throw new Fatal(missingValue(written), 129);
      value = queue.shift()!;
    }
    found.set(key, [...(found.get(key) ?? []), value]);
  };
  while (queue.length) {
    const arg = queue.shift()!;
    if (arg === '--') {
      paths = queue.splice(0);
    } else if (/^-\d+$/.test(arg) && known.has('-n')) {
      keep(known.get('-n')!, '-n', arg.slice(1));
    } else if (arg.startsWith('--')) {
      const [written = '', value] = splitOnce(arg);
      keep(known.get(written) ?? refuse(name, command, written), written, value);
    } else if (arg.startsWith('-') && arg.length > 1) {
      readLetters(arg.slice(1), (letter, rest) => {
        const one = known.get(`-${letter}`) ?? refuse(name, command, `-${letter}`);
        const takesRest = one.kind !== 'flag' && rest !== '';
        keep(one, `-${letter}`, takesRest ? rest : undefined);
        return takesRest;
      });
    } else words.push(arg);
  }
  return {
    has: (key) => found.has(key),
    value: (key) => found.get(key)?.at(-1),
    values: (key) => found.get(key) ?? [],
    words,
    paths,
  };
}

interface Known {
  key: string;
  kind: OptionKind;
}

function knownOptions({ options }: GitCommand): Map<string, Known> {
  return new Map(
    Object.entries(options).flatMap(([names, kind]) => {
      const all = names.split(' ');
      const key = all.at(-1)!.replace(/^-+/, '');
      return all.map((one): [string, Known] => [one, { key, kind }]);
    }),
  );
}

/** Letters that stand together: `-am`, `-n3`. */
function readLetters(letters: string, take: (letter: string, rest: string) => boolean): void {
  for (let at = 0; at < letters.length; at += 1) {
    if (take(letters[at]!, letters.slice(at + 1))) return;
  }
}

function splitOnce(arg: string): [string, string | undefined] {
  const at = arg.indexOf('=');
  return at < 0 ? [arg, undefined] : [arg.slice(0, at), arg.slice(at + 1)];
}

const missingValue = (written: string) =>
  written.startsWith('--')
    ? `error: option \`${written.slice(2)}' requires a value`
    : `error: switch \`${written.slice(1)}' requires a value`;

function refuse(name: string, command: GitCommand, option: string): never {
  const [, reason] = Object.entries(command.absent ?? {}).find(([names]) => names.split(' ').includes(option)) ?? [];
  if (reason) throw new Fatal(`git ${name}: ${option} is absent in this git. ${reason}`, 129);
  const what = option.startsWith('--') ? `option \`${option.slice(2)}'` : `switch \`${option.slice(1)}'`;
  const all = Object.keys(command.options).map((names) => names.split(' ').join(', '));
  const there = all.length ? `It has: ${all.join('  ')}` : 'It has no options here.';
  throw new Fatal(`error: unknown ${what}\ngit ${name} in this shell knows the options of the lessons. ${there}`, 129);
}
