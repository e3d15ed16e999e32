/**
 * What python3 printed, with each traceback shortened to the lines of files below `folder`, named as they are named
 * there. A traceback without any keeps only its last line. Pure.
 */
export function shortenTracebacks(text: string, folder: string): string {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const kept: string[] = [];
  let inFrame: 'theirs' | 'foreign' | undefined;
  for (const line of text.split('\n')) {
    const file = /^ {2}File "([^"]*)", line \d+(.*)$/.exec(line);
    if (file) inFrame = isTheirs(file[1]!, base) || !file[2] ? 'theirs' : 'foreign';
    else if (!/^ {4}|^ {2}\[Previous line/.test(line)) inFrame = undefined;
    if (inFrame !== 'foreign') kept.push(line.replaceAll(base, ''));
  }
  // One of which nothing is left says only what went wrong.
  return kept.join('\n').replace(/^Traceback \(most recent call last\):\n(?! )/gm, '');
}

const isTheirs = (name: string, base: string) =>
  name.startsWith(base) || (name.startsWith('<') && !name.startsWith('<frozen'));

/** The last line of a traceback and the innermost place that it names; undefined where there is none. */
export function readTraceback(text: string): { error: string; place?: { file: string; line: number } } | undefined {
  const error = text
    .trimEnd()
    .split('\n')
    .findLast((line) => /^[\w.]+(?:Error|Exception|Exit|Interrupt|Warning|Iteration)\b|^[\w.]+: /.test(line));
  const start = text.lastIndexOf('Traceback (most recent call last):');
  const places = [...text.slice(Math.max(start, 0)).matchAll(/^ {2}File "([^"<]*)", line (\d+)/gm)];
  if (!error || (start < 0 && places.length === 0)) return undefined;
  const last = places.at(-1);
  return { error, ...(last && { place: { file: last[1]!, line: Number(last[2]) } }) };
}
