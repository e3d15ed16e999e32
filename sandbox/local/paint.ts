import { styleText } from 'node:util';
import type { Paint } from './print.ts';

/** Colours where a person watches; the words and marks alone say the same. */
export const createPaint =
  (colours: boolean): Paint =>
  (style, text) =>
    colours ? styleText(style, text, { validateStream: false }) : text;

/** As https://no-color.org and https://force-color.org have it; who forces colours wins, as in Node itself. */
export function wantsColours(env: Record<string, string | undefined>, isTerminal: boolean): boolean {
  const forced = env['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
