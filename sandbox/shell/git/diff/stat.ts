/** One line of a diffstat. */
export interface StatLine {
  name: string;
  added: number;
  removed: number;
  /** Sizes before and after, of a file that is no text. */
  binary?: [number, number] | undefined;
}

const width = 80;

/** `git diff --stat`: names, counts and signs on lines of 80 columns. */
export function statText(lines: StatLine[]): string {
  return lines.length ? graph(lines) + summary(lines) : '';
}

function graph(lines: StatLine[]): string {
  const most = Math.max(...lines.map(({ added, removed, binary }) => (binary ? 0 : added + removed)));
  const anyBinary = lines.some(({ binary }) => binary);
  const digits = Math.max(String(most).length, anyBinary ? 3 : 0);
  let nameWidth = Math.max(...lines.map(({ name }) => name.length));
  const binaryWidth = Math.max(0, ...lines.map(({ binary }) => (binary ? 14 + String(binary[0]).length + String(binary[1]).length : 0))); // prettier-ignore
  let graphWidth = Math.max(most, binaryWidth);
  if (nameWidth + digits + 6 + graphWidth > width) {
    if (graphWidth > Math.floor((width * 3) / 8) - digits - 6) {
      graphWidth = Math.max(6, Math.floor((width * 3) / 8) - digits - 6);
    }
    if (nameWidth > width - digits - 6 - graphWidth) nameWidth = width - digits - 6 - graphWidth;
    else graphWidth = width - digits - 6 - nameWidth;
  }
  return lines
    .map((line) => {
      const name = shorten(line.name, nameWidth).padEnd(nameWidth);
      if (line.binary) return ` ${name} | ${'Bin'.padStart(digits)} ${line.binary[0]} -> ${line.binary[1]} bytes\n`;
      const total = line.added + line.removed;
      const signs = signsOf(line, graphWidth, most);
      return ` ${name} | ${String(total).padStart(digits)}${total ? ` ${signs}` : ''}\n`;
    })
    .join('');
}

function signsOf({ added, removed }: StatLine, graphWidth: number, most: number): string {
  let [plus, minus] = [added, removed];
  if (graphWidth <= most) {
    const scale = (count: number) => (count ? 1 + Math.floor((count * (graphWidth - 1)) / most) : 0);
    let total = scale(added + removed);
    if (total < 2 && added && removed) total = 2;
    if (added < removed) {
      plus = scale(added);
      minus = total - plus;
    } else {
      minus = scale(removed);
      plus = total - minus;
    }
  }
  return '+'.repeat(plus) + '-'.repeat(minus);
}

function shorten(name: string, most: number): string {
  if (name.length <= most) return name;
  const tail = name.slice(name.length - most + 3);
  const slash = tail.indexOf('/');
  return `...${slash >= 0 ? tail.slice(slash) : tail}`;
}

export function summary(lines: StatLine[]): string {
  const sum = (key: 'added' | 'removed') => lines.reduce((total, line) => total + (line.binary ? 0 : line[key]), 0);
  const [added, removed] = [sum('added'), sum('removed')];
  const parts = [` ${lines.length} file${lines.length === 1 ? '' : 's'} changed`];
  if (added || !removed) parts.push(`${added} insertion${added === 1 ? '' : 's'}(+)`);
  if (removed || !added) parts.push(`${removed} deletion${removed === 1 ? '' : 's'}(-)`);
  return `${parts.join(', ')}\n`;
}
