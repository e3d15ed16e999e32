/** The pattern as a regular expression: `*`, `**`, `?`, `[a-z]`, `{a,b}`. Names with a leading dot match one only. */
export function patternOf(pattern: string): RegExp {
  let source = '';
  let depth = 0;
  let start = true;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at]!;
    const first: boolean = start;
    start = char === '/' || (depth > 0 && first && (char === '{' || char === ','));
    const visible = first ? '(?!\\.)' : '';
    if (char === '*' && pattern[at + 1] === '*' && first) {
      const folder = pattern[at + 2] === '/';
      source += folder ? '(?:(?!\\.)[^/]+/)*' : '(?:(?:(?!\\.)[^/]+/)*(?!\\.)[^/]*)?';
      at += folder ? 2 : 1;
      start = folder;
    } else if (char === '*') {
      const rest = pattern[at + 1];
      source += `${visible}[^/]${first && (rest === undefined || rest === '/') ? '+' : '*'}`;
    } else if (char === '?') source += `${visible}[^/]`;
    else if (char === '{') (depth++, (source += '(?:'), (start = first));
    else if (char === '}' && depth > 0) (depth--, (source += ')'));
    else if (char === ',' && depth > 0) source += '|';
    else if (char === '[' && pattern.includes(']', at + 2)) {
      const end = pattern.indexOf(']', at + 2);
      source += `${visible}[${pattern
        .slice(at + 1, end)
        .replace(/^!/, '^')
        .replaceAll('\\', '\\\\')}]`;
      at = end;
    } else source += char.replace(/[\\^$.+()|[\]{}]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

export const matchesGlob = (path: string, pattern: string): boolean => patternOf(pattern).test(path);
