import type { Cell } from '../../../sandbox/databases.ts';

const number = new Intl.NumberFormat('en-US');

/** What a cell shows: its own text, and what is said about it. NULL and empty text are told from text that looks so. */
export function cellText({ type, text, length }: Cell): { text: string; aside: string } {
  if (type === 'null') return { text: '', aside: 'NULL' };
  if (type === 'blob') {
    const cut = length !== undefined && length * 2 > text.length;
    const size = `${number.format(length ?? 0)} ${length === 1 ? 'byte' : 'bytes'}`;
    return { text: length ? `x'${text}${cut ? '…' : ''}'` : '', aside: size };
  }
  if (text === '') return { text: '', aside: 'empty text' };
  return { text, aside: length === undefined ? '' : `… ${number.format(length)} characters` };
}
