/** Counts tokens of a text, for limits and bills. */
export type CountTokens = (text: string) => number;

/**
 * The rule of thumb that four letters of English are a token. Exact counts need the tables of a model: exercises can import
 * `gpt-tokenizer`, and suites can pass its `countTokens`.
 */
export const estimateTokens: CountTokens = (text) => Math.ceil(text.length / 4);

/** A text in the pieces that it is streamed in: words with the space before them, long ones in parts. */
export function piecesOf(text: string): string[] {
  return text.match(/\s*\S{1,8}|\s+$/gu) ?? [];
}
