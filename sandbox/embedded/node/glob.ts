/** The pattern as a regular expression: `*`, `**`, `?`, `[a-z]`, `{a,b}`. */
export function globToRegExp(pattern: string): RegExp {
  let source = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern[i] as string;
    if (char === '*' && pattern[i + 1] === '*') {
      const folder = pattern[i + 2] === '/';
      source += folder ? '(?:[^/]*(?:/|$))*' : '.*';
      i += folder ? 2 : 1;
    } else if (char === '*') source += '[^/]*';
    else if (char === '?') source += '[^/]';
    else if (char === '{') (depth++, (source += '(?:'));
    else if (char === '}' && depth > 0) (depth--, (source += ')'));
    else if (char === ',' && depth > 0) source += '|';
    else if (char === '[' || char === ']') source += char === '[' && pattern[i + 1] === '!' ? (i++, '[^') : char;
    else source += char.replace(/[\\^$.+()|]/g, '\\$&');
  }
  return new RegExp(`^${source}$`);
}

export const matchesGlob = (path: string, pattern: string): boolean => globToRegExp(pattern).test(path);
