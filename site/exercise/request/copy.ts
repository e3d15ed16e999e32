export interface SentRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: string;
}

const shellQuote = (text: string): string =>
  /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The command line that sends the request from any POSIX shell. */
export function toCurl({ method, url, headers, body }: SentRequest): string {
  const words = ['curl', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== 'GET' || body) words.push('-X', shellQuote(method));
  for (const [name, value] of headers) words.push('-H', shellQuote(value ? `${name}: ${value}` : `${name};`));
  if (body) words.push('--data-raw', shellQuote(body));
  return [...words, shellQuote(url)].join(' ');
}

const quote = (text: string): string =>
  `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;

/** The same request as a line of JavaScript. */
export function toFetch({ method, url, headers, body }: SentRequest): string {
  const parts: string[] = [];
  if (method !== 'GET') parts.push(`  method: ${quote(method)},`);
  if (headers.length) {
    const names = headers.map(([name]) => name.toLowerCase());
    const repeated = new Set(names).size < names.length;
    const pairs = headers.map(([name, value]) =>
      repeated ? `    [${quote(name)}, ${quote(value)}],` : `    ${quote(name)}: ${quote(value)},`,
    );
    parts.push(repeated ? '  headers: [' : '  headers: {', ...pairs, repeated ? '  ],' : '  },');
  }
  if (body) parts.push(`  body: ${quote(body)},`);
  return parts.length ? `await fetch(${quote(url)}, {\n${parts.join('\n')}\n});` : `await fetch(${quote(url)});`;
}
