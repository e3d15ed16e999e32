import type { FileChange, Side } from './changes.ts';
import { diffLines, splitLines } from './diff/lines.ts';
import { statText, summary, type StatLine } from './diff/stat.ts';
import { hunks } from './diff/unified.ts';
import { quotePath } from './paths.ts';

export interface DiffForm {
  patch: boolean;
  stat: boolean;
  shortstat: boolean;
  /** The lines `create mode …` behind a stat. */
  summary: boolean;
  names: 'name-only' | 'name-status' | 'numstat' | undefined;
  context: number;
}

interface Loaded extends FileChange {
  before: Uint8Array;
  after: Uint8Array;
}

const decoder = new TextDecoder();
const isBinary = (bytes: Uint8Array) => bytes.subarray(0, 8000).includes(0);

/** Changes in the forms that were asked for. */
export async function diffText(changes: FileChange[], before: Side, after: Side, form: DiffForm): Promise<string> {
  if (form.names === 'name-only') return changes.map(({ path }) => `${quotePath(path)}\n`).join('');
  if (form.names === 'name-status') return changes.map(statusLine).join('');
  const loaded = await Promise.all(changes.map((change) => load(change, before, after)));
  const counts = loaded.map(countLines);
  let text = '';
  if (form.names === 'numstat') text += counts.map(numberLine).join('');
  if (form.stat) text += statText(counts);
  else if (form.shortstat && counts.length) text += summary(counts);
  if (form.summary) text += changes.map(summaryLine).join('');
  if (form.patch && changes.length) text += (text && '\n') + loaded.map((one) => patch(one, form.context)).join('');
  return text;
}

async function load(change: FileChange, before: Side, after: Side): Promise<Loaded> {
  const empty = new Uint8Array();
  return {
    ...change,
    before: change.old ? await before.read(change.from ?? change.path) : empty,
    after: change.fresh ? await after.read(change.path) : empty,
  };
}

const statusLine = ({ kind, path, from, alike }: FileChange) =>
  kind === 'R'
    ? `R${String(alike).padStart(3, '0')}\t${quotePath(from!)}\t${quotePath(path)}\n`
    : `${kind}\t${quotePath(path)}\n`;

function countLines({ path, from, before, after }: Loaded): StatLine {
  const name = from === undefined ? quotePath(path) : renameText(from, path);
  if (isBinary(before) || isBinary(after)) return { name, added: 0, removed: 0, binary: [before.length, after.length] };
  const changed = diffLines(splitLines(decoder.decode(before)), splitLines(decoder.decode(after)));
  const added = changed.reduce((sum, { newFrom, newTo }) => sum + newTo - newFrom, 0);
  const removed = changed.reduce((sum, { oldFrom, oldTo }) => sum + oldTo - oldFrom, 0);
  return { name, added, removed };
}

const numberLine = ({ name, added, removed, binary }: StatLine) =>
  binary ? `-\t-\t${name}\n` : `${added}\t${removed}\t${name}\n`;

/** `src/{old => new}/app.ts` */
export function renameText(from: string, to: string): string {
  let head = 0;
  for (let at = 0; at < from.length && from[at] === to[at]; at += 1) if (from[at] === '/') head = at + 1;
  let tail = 0;
  const most = Math.min(from.length, to.length) - (head ? head - 1 : 0);
  for (let at = 1; at <= most && from.at(-at) === to.at(-at); at += 1) if (from.at(-at) === '/') tail = at;
  const middle = (path: string) => path.slice(head, Math.max(head, path.length - tail));
  if (!head && !tail) return `${quotePath(from)} => ${quotePath(to)}`;
  return `${to.slice(0, head)}{${middle(from)} => ${middle(to)}}${tail ? to.slice(-tail) : ''}`;
}

export function summaryLine({ kind, path, from, old, fresh, alike }: FileChange): string {
  if (kind === 'A') return ` create mode ${fresh!.mode} ${quotePath(path)}\n`;
  if (kind === 'D') return ` delete mode ${old!.mode} ${quotePath(path)}\n`;
  const renamed = kind === 'R' ? ` rename ${renameText(from!, path)} (${alike}%)\n` : '';
  const changed = old!.mode !== fresh!.mode;
  return changed ? `${renamed} mode change ${old!.mode} => ${fresh!.mode}${renamed ? '' : ` ${quotePath(path)}`}\n` : renamed; // prettier-ignore
}

function patch(change: Loaded, context: number): string {
  const { kind, path, from = path, old, fresh, before, after, alike } = change;
  const lines = [`diff --git ${quotePath(`a/${from}`)} ${quotePath(`b/${path}`)}`];
  if (!old) lines.push(`new file mode ${fresh!.mode}`);
  else if (!fresh) lines.push(`deleted file mode ${old.mode}`);
  else if (old.mode !== fresh.mode) lines.push(`old mode ${old.mode}`, `new mode ${fresh.mode}`);
  if (kind === 'R') lines.push(`similarity index ${alike}%`, `rename from ${quotePath(from)}`, `rename to ${quotePath(path)}`); // prettier-ignore
  const same = old?.oid === fresh?.oid;
  if (same) return `${lines.join('\n')}\n`;
  const short = (oid: string | undefined) => (oid ?? '0'.repeat(40)).slice(0, 7);
  lines.push(`index ${short(old?.oid)}..${short(fresh?.oid)}${old && old.mode === fresh?.mode ? ` ${old.mode}` : ''}`);
  const [a, b] = [old ? quotePath(`a/${from}`) : '/dev/null', fresh ? quotePath(`b/${path}`) : '/dev/null'];
  if (isBinary(before) || isBinary(after)) return `${lines.join('\n')}\nBinary files ${a} and ${b} differ\n`;
  const text = hunks(splitLines(decoder.decode(before)), splitLines(decoder.decode(after)), context);
  const tab = (name: string) => (name.includes(' ') ? `${name}\t` : name);
  return `${lines.join('\n')}\n${text ? `--- ${tab(a)}\n+++ ${tab(b)}\n${text}` : ''}`;
}
