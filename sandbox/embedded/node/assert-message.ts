import inspection from 'node-inspect-extracted';

export const show = (value: unknown): string =>
  inspection.inspect(value, { depth: 1000, sorted: true, compact: false, breakLength: Infinity } as never) as string;

const EQUAL: Record<string, string> = {
  strictEqual: 'Expected values to be strictly equal:',
  deepStrictEqual: 'Expected values to be strictly deep-equal:',
  partialDeepStrictEqual: 'Expected values to be partially and strictly deep-equal:',
};
const UNEQUAL: Record<string, string> = {
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};
const SHORT = 12;
const SHOWN = 5;
type Step = [sign: '+' | '-' | ' ', line: string];

const isObject = (value: unknown) => (typeof value === 'object' && value !== null) || typeof value === 'function';

/** The words of a failed comparison; `head` replaces the first line when the caller gave a message. */
export function describe(actual: unknown, expected: unknown, operator: string, head?: string): string {
  const [left, right] = [show(actual), show(expected)];
  if (!(operator in EQUAL || operator in UNEQUAL || operator === 'deepEqual')) return `${left} ${operator} ${right}`;
  if (operator in UNEQUAL) return unequal(right, operator, isObject(expected));
  if (operator === 'deepEqual') {
    return `Expected values to be loosely deep-equal:\n\n${left}\n\nshould loosely deep-equal\n\n${right}`;
  }
  let title = head ?? EQUAL[operator] ?? operator;
  if (operator === 'strictEqual' && isObject(actual) && isObject(expected)) {
    if (left === right) return `${head ?? 'Values have same structure but are not reference-equal:'}\n\n${left}\n`;
    title = head ?? 'Expected "actual" to be reference-equal to "expected":';
  }
  if (!left.includes('\n') && !right.includes('\n')) return title + oneLine(actual, expected, left, right);
  const { text, skipped } = printed(steps(left.split('\n'), right.split('\n')));
  return `${title}\n+ actual - expected${skipped ? '\n... Skipped lines' : ''}\n\n${text}\n`;
}

function unequal(text: string, operator: string, object: boolean): string {
  const title = operator === 'notStrictEqual' && object ? 'Expected "actual" not to be reference-equal to "expected":' : UNEQUAL[operator]!; // prettier-ignore
  if (!text.includes('\n')) return `${title}${text.length > SHOWN ? '\n\n' : ' '}${text}`;
  return operator === 'notDeepEqual' ? `${title}\n\n${text}` : `${title}\n\n${text}\n`;
}

function oneLine(actual: unknown, expected: unknown, left: string, right: string): string {
  const quotes = [actual, expected].filter((value) => typeof value === 'string').length * 2;
  const zeros = actual === 0 && expected === 0;
  const objects = isObject(actual) && isObject(expected);
  if (!objects && !zeros && left.length + right.length - quotes <= SHORT) return `\n\n${left} !== ${right}\n`;
  let mark = '';
  if (quotes === 4) {
    const at = [...left].findIndex((_, index) => left[index] !== right[index]);
    if (at > 2) mark = `\n${' '.repeat(at + 2)}^`;
  }
  return `\n+ actual - expected\n\n+ ${left}\n- ${right}${mark}\n`;
}

const same = (a: string, b: string) => a === b || `${a},` === b || a === `${b},`;

/** The shortest way from one list of lines to the other. */
function steps(left: string[], right: string[]): Step[] {
  const rows = left.length + 1;
  const columns = right.length + 1;
  // Length of the longest common rest from each pair of lines.
  const common = Array.from({ length: rows }, () => new Uint16Array(columns));
  for (let i = left.length - 1; i >= 0; i--) {
    for (let j = right.length - 1; j >= 0; j--) {
      common[i]![j] = same(left[i]!, right[j]!)
        ? common[i + 1]![j + 1]! + 1
        : Math.max(common[i + 1]![j]!, common[i]![j + 1]!);
    }
  }
  const result: Step[] = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && same(left[i]!, right[j]!)) {
      result.push([' ', left[i]!.endsWith(',') ? left[i]! : right[j]!]);
      i += 1;
      j += 1;
    } else if (i < left.length && (j === right.length || common[i + 1]![j]! >= common[i]![j + 1]!)) {
      result.push(['+', left[i++]!]);
    } else result.push(['-', right[j++]!]);
  }
  return result;
}

/** Long runs of equal lines keep their first five and the one before the next change. */
function printed(all: Step[]): { text: string; skipped: boolean } {
  const lines: string[] = [];
  let skipped = false;
  let run: string[] = [];
  const flush = (last: boolean) => {
    lines.push(...run.slice(0, SHOWN));
    const rest = last ? [] : run.slice(SHOWN);
    if (rest.length > 2) {
      lines.push('...');
      skipped = true;
    }
    lines.push(...(rest.length > 2 ? rest.slice(-1) : rest));
    run = [];
  };
  for (const [sign, line] of all) {
    if (sign === ' ') run.push(`  ${line}`);
    else {
      flush(false);
      lines.push(`${sign} ${line}`);
    }
  }
  flush(true);
  return { text: lines.join('\n').trimEnd(), skipped };
}
