import { nodeError } from './errors.ts';

const notToken = /[^!#$%&'*+\-.^_`|~\dA-Za-z]/;
const notQuotable = /[^\t\x20-\x7e\x80-\xff]/;
const isToken = (text: string) => text !== '' && !notToken.test(text);

/** The parameters of a media type: a map whose names and values are such as can be written. */
export class MIMEParams {
  #values = new Map<string, string>();

  has(name: string): boolean {
    return this.#values.has(`${name}`);
  }
  get(name: string): string | null {
    return this.#values.get(`${name}`) ?? null;
  }
  set(name: string, value: string): void {
    const [key, text] = [`${name}`, `${value}`];
    if (!isToken(key)) throw syntaxError('parameter name', key, key.search(notToken));
    const wrong = text.search(notQuotable);
    if (wrong >= 0) throw syntaxError('parameter value', text, wrong);
    this.#values.set(key, text);
  }
  delete(name: string): void {
    this.#values.delete(`${name}`);
  }
  *entries(): IterableIterator<[string, string]> {
    yield* this.#values.entries();
  }
  *keys(): IterableIterator<string> {
    yield* this.#values.keys();
  }
  *values(): IterableIterator<string> {
    yield* this.#values.values();
  }
  toString(): string {
    const quote = (value: string) => (isToken(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);
    return [...this.#values].map(([name, value]) => `${name}=${quote(value)}`).join(';');
  }
  toJSON(): string {
    return this.toString();
  }
}
Object.defineProperty(MIMEParams.prototype, Symbol.iterator, {
  value: MIMEParams.prototype.entries,
  configurable: true,
  writable: true,
});
Object.defineProperty(MIMEParams.prototype, 'toJSON', { value: MIMEParams.prototype.toString });

/** A media type such as `text/html; charset=utf-8`, in its parts. */
export class MIMEType {
  #type: string;
  #subtype: string;
  #params = new MIMEParams();

  constructor(input: string) {
    const text = `${input}`;
    const match = /^[\r\n\t ]*([^/]*)(?:\/([^;]*))?/.exec(text)!;
    const [all, type = '', rest] = match;
    if (rest === undefined || !isToken(type)) throw syntaxError('type', text, type.search(notToken));
    const subtype = trimEnd(rest);
    if (!isToken(subtype)) throw syntaxError('subtype', text, subtype.search(notToken));
    this.#type = type.toLowerCase();
    this.#subtype = subtype.toLowerCase();
    readParams(text.slice(all.length + 1), this.#params);
  }
  get type(): string {
    return this.#type;
  }
  set type(value: string) {
    this.#type = checked('type', value);
  }
  get subtype(): string {
    return this.#subtype;
  }
  set subtype(value: string) {
    this.#subtype = checked('subtype', value);
  }
  get essence(): string {
    return `${this.#type}/${this.#subtype}`;
  }
  get params(): MIMEParams {
    return this.#params;
  }
  toString(): string {
    const params = this.#params.toString();
    return params ? `${this.essence};${params}` : this.essence;
  }
  toJSON(): string {
    return this.toString();
  }
}
Object.defineProperty(MIMEType.prototype, 'toJSON', { value: MIMEType.prototype.toString });

const trimEnd = (text: string) => text.replace(/[\r\n\t ]+$/, '');

function checked(part: string, value: string): string {
  const text = `${value}`;
  if (!isToken(text)) throw syntaxError(part, text, text.search(notToken));
  return text.toLowerCase();
}

/** What cannot be a parameter is passed over, and the first one of a name counts. */
function readParams(text: string, params: MIMEParams): void {
  const parameter = /[\r\n\t ]*([^;=]*)(?:=(?:"((?:[^"\\]|\\[^]?)*)(?:"[^;]*)?|([^;]*)))?(?:;|$)/y;
  while (parameter.lastIndex < text.length) {
    const match = parameter.exec(text);
    if (!match) return;
    const [, name = '', quoted, plain] = match;
    const value = quoted === undefined ? trimEnd(plain ?? '') : quoted.replace(/\\([^])/g, '$1');
    const key = name.toLowerCase();
    if (quoted === undefined && value === '') continue;
    if (isToken(key) && !notQuotable.test(value) && !params.has(key)) params.set(key, value);
  }
}

const syntaxError = (part: string, input: string, at: number) =>
  nodeError(
    TypeError,
    'ERR_INVALID_MIME_SYNTAX',
    `The MIME syntax for a ${part} in "${input}" is invalid${at >= 0 ? ` at ${at}` : ''}`,
  );
