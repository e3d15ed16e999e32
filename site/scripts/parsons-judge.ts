export interface ParsonsSettings {
  lines: string[];
  /** For each distractor, why it does not belong. Distractors follow the lines in number. */
  whys: string[];
  orders: number[][];
}

export interface Judgement {
  right: boolean;
  message: string;
  /** The place in the answer that the message is about. */
  at?: number;
}

/** Judges an answer against the right order that it follows longest. Lines with the same text may stand for each other. */
export function judge(answer: number[], { lines, whys, orders }: ParsonsSettings): Judgement {
  const extra = answer.findIndex((line) => line >= lines.length);
  if (extra >= 0) {
    const why = whys[(answer[extra] as number) - lines.length] ?? '';
    return { right: false, at: extra, message: `Line ${extra + 1} of your answer does not belong. ${why}` };
  }
  const texts = answer.map((line) => lines[line]);
  const follows = (order: number[]) => {
    const first = texts.findIndex((text, place) => text !== lines[order[place] as number]);
    return first < 0 ? texts.length : first;
  };
  const longest = Math.max(...orders.map(follows));
  if (longest === lines.length) return { right: true, message: 'Right: every line is where it has to be.' };
  if (longest === texts.length) {
    const missing = lines.length - texts.length;
    return {
      right: false,
      message: `Right so far. ${missing === 1 ? 'One line is' : `${missing} lines are`} still missing.`,
    };
  }
  const at = longest + 1;
  const before = longest === 0 ? 'It cannot come first.' : `Everything above it is in a right order.`;
  return { right: false, at: longest, message: `Line ${at} of your answer comes too early or too late. ${before}` };
}
