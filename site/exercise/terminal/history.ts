import type { Storage } from '../../../sandbox/session/session.ts';

const key = 'terminal-history';
const most = 500;

export type History = ReturnType<typeof createHistory>;

/** What was typed, on this device, oldest first. Without storage it lasts as long as the page. */
export function createHistory(storage: Pick<Storage, 'get' | 'update'>) {
  let lines: string[] = [];
  /** Where ↑ and ↓ are; the line that was being typed is kept behind the last one. */
  let at = 0;
  let draft = '';
  return {
    async open() {
      const stored = await storage.get(key).catch(() => undefined);
      lines = [...readLines(stored), ...lines];
      at = lines.length;
    },
    lines: () => lines,
    add(line: string) {
      draft = '';
      if (line.trim() && lines.at(-1) !== line) {
        lines = [...lines, line].slice(-most);
        // Another tab has its own lines: both are kept.
        storage.update(key, (stored) => [...readLines(stored), line].slice(-most)).catch(() => {});
      }
      at = lines.length;
    },
    previous(current: string) {
      if (at === 0) return undefined;
      if (at === lines.length) draft = current;
      at -= 1;
      return lines[at];
    },
    next() {
      if (at >= lines.length) return undefined;
      at += 1;
      return at === lines.length ? draft : lines[at];
    },
    /** The latest line with this text in it, older than `before`. */
    search(text: string, before = lines.length) {
      for (let index = before - 1; index >= 0; index -= 1) {
        if (lines[index]!.includes(text)) return { index, line: lines[index]! };
      }
      return undefined;
    },
  };
}

const readLines = (stored: unknown): string[] =>
  Array.isArray(stored) ? stored.filter((line) => typeof line === 'string') : [];
