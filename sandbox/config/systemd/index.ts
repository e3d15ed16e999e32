import { nearest } from '../../nearest.ts';
import type { Fault, Linter, Reading } from '../types.ts';
import { booleans, choices, sectionKeys, spans } from './keys.ts';
import { readUnit, type Entry, type Unit } from './read.ts';
import { rules } from './rules.ts';

function read(text: string): Reading<Unit> {
  const { unit, faults } = readUnit(text);
  const found = [...faults, ...unknown(unit), ...unit.entries.flatMap(wrongValue), ...commands(unit)];
  // A timer or a socket has a program in another file.
  const other = ['Timer', 'Socket', 'Path'].some((section) => unit.sections.has(section));
  if (!unit.sections.has('Service') && !other && faults.length === 0)
    found.push({ line: 1, problem: 'There is no [Service].' });
  return { source: unit, faults: found };
}

function unknown({ entries, sections }: Unit): Fault[] {
  const names = Object.keys(sectionKeys);
  const heads = [...sections]
    .filter(([name]) => !names.includes(name) && !name.startsWith('X-'))
    .map(([name, line]) => ({ rule: 'unknown-section', line, problem: `[${name}] is not a section that systemd knows here.`, ...advice(name, names) }));
  const keys = entries.flatMap(({ section, key, line }): Fault[] => {
    const known = sectionKeys[section];
    if (!known || known.includes(key) || key.startsWith('X-')) return [];
    const [home] = Object.entries(sectionKeys).find(([, keys]) => keys.includes(key)) ?? [];
    const words = home ? { advice: `Move it to [${home}].` } : advice(key, known);
    return [{ rule: 'unknown-key', line, problem: `[${section}] has no key ${key}.`, ...words }];
  });
  return [...heads, ...keys];
} // prettier-ignore

function advice(word: string, candidates: readonly string[]): { advice?: string } {
  const [near] = nearest(word, candidates, 1);
  return near ? { advice: `Perhaps ${near} is meant.` } : {};
}

const span = /^(?:infinity|\d+(?:\.\d+)?\s*(?:us|usec|ms|msec|s|sec|seconds?|m|min|minutes?|h|hr|hours?|d|days?|w|weeks?|M|months?|y|years?)?(?:\s*\d+(?:\.\d+)?\s*(?:us|ms|s|sec|seconds?|m|min|minutes?|h|hr|hours?|d|days?|w|weeks?))*)$/; // prettier-ignore

function wrongValue({ key, value, line }: Entry): Fault[] {
  const fault = (problem: string, words: { advice?: string } = {}): Fault[] => [
    { rule: 'wrong-value', line, problem, ...words },
  ];
  if (value === '' || value.includes('%')) return [];
  const allowed = choices[key];
  if (allowed && !allowed.includes(value))
    return fault(`${key} cannot be “${value}”.`, { advice: `It can be ${allowed.join(', ')}.` });
  if (booleans.includes(key) && !/^(?:1|0|yes|no|y|n|true|false|t|f|on|off)$/i.test(value))
    return fault(`${key} cannot be “${value}”.`, { advice: 'It is yes or no.' });
  if (spans.includes(key) && !span.test(value))
    return fault(`${key} cannot be “${value}”.`, { advice: 'It is a time, such as 5s or 2min.' });
  if (key === 'WorkingDirectory' && !/^-?(?:\/|~$)/.test(value)) return fault(`${key} is not a whole path.`);
  if (key === 'User' && /\s/.test(value)) return fault('User names more than one user.');
  return [];
}

/** What ExecStart must be for systemd to load the unit at all. */
function commands(unit: Unit): Fault[] {
  const starts = unit.entries.filter(({ section, key, value }) => section === 'Service' && key === 'ExecStart' && value);
  const type = unit.get('Service', 'Type');
  const relative = unit.entries
    .filter(({ section, key, value }) => section === 'Service' && key.startsWith('Exec') && /^[-@:+!]*(?![-@:+!/"'$%])[^\s/]*\//.test(value))
    .map(({ key, line }) => ({ rule: 'wrong-command', line, problem: `${key} begins with a path that is not whole.` }));
  const [, second] = starts;
  const many =
    second && type !== 'oneshot' && unit.all('Service', 'ExecStart').length > 1
      ? [{ rule: 'wrong-command', line: second.line, problem: 'There is more than one ExecStart, which only Type=oneshot may have.' }]
      : [];
  const again = unit.entries.find(({ section, key, value }) => section === 'Service' && key === 'Restart' && ['always', 'on-success'].includes(value));
  const loop =
    type === 'oneshot' && again
      ? [{ rule: 'wrong-command', line: again.line, problem: `Type=oneshot cannot have Restart=${again.value}.` }]
      : [];
  const head = unit.sections.get('Service');
  const runs = unit.entries.some(({ key, value }) => ['ExecStart', 'ExecStop', 'SuccessAction'].includes(key) && value !== '');
  const none = head && !runs ? [{ rule: 'wrong-command', line: head, problem: 'There is no ExecStart.' }] : [];
  return [...relative, ...many, ...loop, ...none];
} // prettier-ignore

const ignored = 'systemd leaves the line out with a word in its log, and the service runs without what it says.';

export const systemd = {
  read,
  checks: {
    'unknown-section': { why: ignored, advice: 'A service has [Unit], [Service] and [Install].' },
    'unknown-key': { why: ignored, advice: 'Look the key up in man systemd.service or man systemd.exec.' },
    'wrong-value': { why: ignored, advice: 'Look its values up in man systemd.service or man systemd.exec.' },
    'wrong-command': {
      why: 'systemd refuses the unit, and the service does not start.',
      advice: 'Write one ExecStart that begins with the whole path of the program.',
    },
  },
  rules,
} satisfies Linter<Unit>;
