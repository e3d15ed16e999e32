import inspection from 'node-inspect-extracted';

const tools = inspection as unknown as typeof import('node:util');
const show = (value: unknown) =>
  tools.inspect(value, {
    maxArrayLength: 3,
    breakLength: Infinity,
    depth: typeof value === 'object' && value !== null && Object.keys(value).length > 2 ? -1 : 0,
  });

const width = (text: string) =>
  [...text].reduce((sum, char) => sum + (/\p{Emoji_Presentation}|[ᄀ-ᅟ⺀-꓏가-힣豈-﫿！-｠]/u.test(char) ? 2 : 1), 0);
const pad = (text: string, size: number) => ` ${text}${' '.repeat(size - width(text) - 1)}`;

/** `console.table`: rows by index, a column for each property, `Values` for plain entries. */
export function renderTable(data: object, properties?: string[]): string {
  const isMap = data instanceof Map;
  const iterated = isMap || data instanceof Set;
  const rows: [string, unknown][] = iterated
    ? [...(data as Iterable<unknown>)].map((value, index) => [String(index), isMap ? (value as unknown[])[1] : value])
    : Object.entries(data);
  const keyColumn = isMap ? [...data.keys()].map(show) : undefined;
  const columns: string[] = properties ? [...properties] : [];
  let hasValues = false;
  for (const [, row] of rows) {
    const plain = row === null || typeof row !== 'object';
    if (plain || isMap) hasValues = true;
    else if (!properties) for (const key of Object.keys(row)) if (!columns.includes(key)) columns.push(key);
  }
  const head = [
    iterated ? '(iteration index)' : '(index)',
    ...(keyColumn ? ['Key'] : []),
    ...columns,
    ...(hasValues ? ['Values'] : []),
  ];
  const body = rows.map(([index, row], at) => {
    const plain = row === null || typeof row !== 'object' || isMap;
    const cells = columns.map((key) => (!plain && Object.hasOwn(row, key) ? show(Reflect.get(row, key)) : ''));
    return [
      index,
      ...(keyColumn ? [keyColumn[at] as string] : []),
      ...cells,
      ...(hasValues ? [plain ? show(row) : ''] : []),
    ];
  });
  return draw(head, body);
}

function draw(head: string[], body: string[][]): string {
  const sizes = head.map((title, at) => Math.max(...[title, ...body.map((row) => row[at] as string)].map(width)) + 2);
  const rule = (left: string, middle: string, right: string) =>
    left + sizes.map((size) => '─'.repeat(size)).join(middle) + right;
  const row = (cells: string[]) => `│${cells.map((cell, at) => pad(cell, sizes[at] as number)).join('│')}│`;
  return [rule('┌', '┬', '┐'), row(head), rule('├', '┼', '┤'), ...body.map(row), rule('└', '┴', '┘')].join('\n');
}
