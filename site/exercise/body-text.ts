/** What a body shows, and how. */
export interface BodyText {
  /** Formatted, where it is JSON that reads better so. */
  pretty: string | undefined;
  raw: string;
}

/** More lines than these are folded. */
export const foldedLines = 40;
const foldedCharacters = 6_000;

/** A body that is JSON is laid out; any other is shown as it came. */
export function readBody(raw: string): BodyText {
  if (!/^\s*[[{]/.test(raw)) return { pretty: undefined, raw };
  try {
    const pretty = JSON.stringify(JSON.parse(raw), null, 2);
    return { pretty: pretty === raw.trim() || !pretty.includes('\n') ? undefined : pretty, raw };
  } catch {
    return { pretty: undefined, raw };
  }
}

/** The beginning of a long text, and what was left out in words; nothing where it is short. */
export function beginningOf(text: string): { shown: string; rest: string | undefined } {
  let end = 0;
  for (let line = 0; line < foldedLines && end >= 0; line++) end = text.indexOf('\n', end + 1);
  const cut = Math.min(end < 0 ? text.length : end, foldedCharacters);
  // A few lines more cost less room than a button.
  if (text.length - cut < 200) return { shown: text, rest: undefined };
  const lines = text.slice(cut).split('\n').length - 1;
  const characters = (text.length - cut).toLocaleString('en');
  return {
    shown: text.slice(0, cut),
    rest: lines > 1 ? `${lines.toLocaleString('en')} lines more` : `${characters} characters more`,
  };
}
