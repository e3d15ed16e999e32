import { diffLines, type Change } from './lines.ts';

/** The hunks of a unified diff; empty when both are equal. */
export function hunks(before: readonly string[], after: readonly string[], context = 3): string {
  const groups = together(diffLines(before, after), context);
  let heading = '';
  let searched = -1;
  return groups
    .map((group) => {
      const [first, last] = [group[0]!, group.at(-1)!];
      const lead = Math.min(context, first.oldFrom);
      const oldFrom = first.oldFrom - lead;
      const newFrom = first.newFrom - lead;
      const tail = Math.min(context, before.length - last.oldTo);
      const [oldTo, newTo] = [last.oldTo + tail, last.newTo + tail];
      for (let at = oldFrom - 1; at > searched; at -= 1) {
        if (!/^[A-Za-z_$]/.test(before[at]!)) continue;
        heading = ` ${before[at]!.slice(0, 80).trimEnd()}`;
        break;
      }
      searched = Math.max(searched, oldFrom - 1);
      const head = `@@ -${range(oldFrom, oldTo)} +${range(newFrom, newTo)} @@${heading}\n`;
      return head + body(group, before, after, oldFrom, oldTo);
    })
    .join('');
}

/** Changes whose surroundings touch share a hunk. */
function together(changes: Change[], context: number): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.oldFrom - last.oldTo <= context * 2) groups.at(-1)!.push(change);
    else groups.push([change]);
  }
  return groups;
}

function range(from: number, to: number): string {
  const count = to - from;
  const line = count === 0 ? from : from + 1;
  return count === 1 ? String(line) : `${line},${count}`;
}

function body(group: Change[], before: readonly string[], after: readonly string[], from: number, to: number): string {
  let text = '';
  let at = from;
  const put = (sign: string, line: string) => {
    text += line.endsWith('\n') ? sign + line : `${sign}${line}\n\\ No newline at end of file\n`;
  };
  for (const { oldFrom, oldTo, newFrom, newTo } of group) {
    for (; at < oldFrom; at += 1) put(' ', before[at]!);
    for (; at < oldTo; at += 1) put('-', before[at]!);
    for (let line = newFrom; line < newTo; line += 1) put('+', after[line]!);
  }
  for (; at < to; at += 1) put(' ', before[at]!);
  return text;
}
