export interface ParsonsSettings {
  lines: string[];
  /** For each distractor, why it does not belong. Distractors follow the lines in number. */
  whys: string[];
  /** For each line, the lines that must stand above it. */
  after?: number[][];
  /** Instead of `after`: every right order. */
  orders?: number[][];
}

export interface Judgement {
  right: boolean;
  message: string;
  /** The places in the answer that the message is about. */
  at: number[];
}

/** The dependencies of all lines: those that are not named follow the line before them. */
export const fullOrder = (count: number, after: Record<number, number[]> = {}): number[][] =>
  Array.from({ length: count }, (_, line) => after[line] ?? (line === 0 ? [] : [line - 1]));

/** Judges an answer against the right order that it follows longest. Lines with the same text may stand for each other. */
export function judge(answer: number[], settings: ParsonsSettings): Judgement {
  const { lines } = settings;
  const extra = answer.flatMap((line, place) => (line >= lines.length ? [place] : []));
  if (extra.length > 0) return { right: false, at: extra, message: extraWords(extra, answer, settings) };
  const texts = answer.map((line) => lines[line] ?? '');
  const longest = settings.orders ? followOrders(texts, lines, settings.orders) : followNeeds(texts, settings);
  if (longest === lines.length) return { right: true, at: [], message: 'Right: every line is where it has to be.' };
  if (longest === texts.length) {
    const missing = lines.length - texts.length;
    const words = missing === 1 ? 'One line is' : `${missing} lines are`;
    return { right: false, at: [], message: `Right so far. ${words} still missing.` };
  }
  const early = settings.orders
    ? 'comes too early or too late.'
    : 'comes too early: a line that has to stand above it is not there yet.';
  const before = longest === 0 ? 'It cannot come first.' : 'Everything above it is in a right order.';
  return { right: false, at: [longest], message: `Line ${longest + 1} of your answer ${early} ${before}` };
}

function extraWords(extra: number[], answer: number[], { lines, whys }: ParsonsSettings): string {
  const words = extra.map(
    (place) => `Line ${place + 1} of your answer does not belong. ${whys[(answer[place] ?? 0) - lines.length] ?? ''}`,
  );
  return words.join(' ');
}

/** How many lines from the top agree with one of the orders. */
function followOrders(texts: string[], lines: string[], orders: number[][]): number {
  const follows = (order: number[]) => {
    const first = texts.findIndex((text, place) => text !== lines[order[place] ?? -1]);
    return first < 0 ? texts.length : first;
  };
  return Math.max(...orders.map(follows));
}

/** How many lines from the top have everything above them that they need, whichever of equal lines they stand for. */
function followNeeds(texts: string[], { lines, after = fullOrder(lines.length) }: ParsonsSettings): number {
  let longest = 0;
  const place = (used: number[]): boolean => {
    longest = Math.max(longest, used.length);
    if (used.length === texts.length) return true;
    return lines.some((text, line) => {
      const fits = text === texts[used.length] && !used.includes(line);
      return fits && (after[line] ?? []).every((need) => used.includes(need)) && place([...used, line]);
    });
  };
  place([]);
  return longest;
}
