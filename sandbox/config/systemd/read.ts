import type { Fault } from '../types.ts';

export interface Entry {
  section: string;
  key: string;
  value: string;
  line: number;
}

export interface Unit {
  entries: Entry[];
  /** The line of each section's head. */
  sections: Map<string, number>;
  /** The value that counts, which is the last one; undefined where there is none. */
  get(section: string, key: string): string | undefined;
  /** All values of a key in order; an empty one forgets those before it, as in systemd. */
  all(section: string, key: string): string[];
}

/** The sections and keys of a unit file, as systemd takes them: lines joined, comments left out. */
export function parseSystemd(text: string): Unit {
  return readUnit(text).unit;
}

export function readUnit(text: string): { unit: Unit; faults: Fault[] } {
  const entries: Entry[] = [];
  const sections = new Map<string, number>();
  const faults: Fault[] = [];
  let section = '';
  let open: Entry | undefined;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    // A comment in the middle of a long value is left out, and the value goes on.
    if (/^[#;]/.test(line) || (line === '' && !open)) continue;
    if (open) {
      open.value = `${open.value.slice(0, -1).trimEnd()} ${line}`.trim();
      if (!line.endsWith('\\')) open = undefined;
      continue;
    }
    const head = /^\[(.+)\]$/.exec(line)?.[1];
    const [, key, value] = /^([A-Za-z][\w-]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (head !== undefined) {
      section = head;
      if (!sections.has(head)) sections.set(head, index + 1);
    } else if (key === undefined || value === undefined)
      faults.push({ line: index + 1, problem: 'This is neither a section nor Key=value.' });
    else if (!section) faults.push({ line: index + 1, problem: `${key} stands before any section.` });
    else {
      const entry: Entry = { section, key, value, line: index + 1 };
      entries.push(entry);
      if (value.endsWith('\\')) open = entry;
    }
  }
  return { unit: { entries, sections, ...reader(entries) }, faults };
}

function reader(entries: Entry[]): Pick<Unit, 'get' | 'all'> {
  const all = (section: string, key: string) => {
    const values = entries.filter((entry) => entry.section === section && entry.key === key).map(({ value }) => value);
    return values.slice(values.lastIndexOf('') + 1);
  };
  return { all, get: (section, key) => all(section, key).at(-1) };
}
