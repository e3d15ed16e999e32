import { nodeError } from './errors.ts';

const TOKEN = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;

export class MIMEParams extends Map<string, string> {
  override toString(): string {
    return [...this]
      .map(([name, value]) => `${name}=${TOKEN.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`}`)
      .join(';');
  }
}

/** A media type such as `text/html; charset=utf-8`, in its parts. */
export class MIMEType {
  type: string;
  subtype: string;
  readonly params = new MIMEParams();
  constructor(input: string) {
    const [essence = '', ...rest] = String(input).trim().split(';');
    const [type = '', subtype = ''] = essence.trim().split('/');
    if (!essence.includes('/')) throw syntaxError('type', input, -1);
    if (!TOKEN.test(type)) throw syntaxError('type', input, 0);
    if (!TOKEN.test(subtype)) throw syntaxError('subtype', input, type.length + 1);
    this.type = type.toLowerCase();
    this.subtype = subtype.toLowerCase();
    for (const part of rest) {
      const [name = '', ...value] = part.trim().split('=');
      const key = name.toLowerCase();
      if (TOKEN.test(name) && value.length > 0 && !this.params.has(key)) {
        this.params.set(key, value.join('=').replace(/^"(.*)"$/, '$1'));
      }
    }
  }
  get essence(): string {
    return `${this.type}/${this.subtype}`;
  }
  toString(): string {
    const params = this.params.toString();
    return params ? `${this.essence};${params}` : this.essence;
  }
  toJSON(): string {
    return this.toString();
  }
}

const syntaxError = (part: string, input: string, at: number) =>
  nodeError(
    TypeError,
    'ERR_INVALID_MIME_SYNTAX',
    `The MIME syntax for a ${part} in "${input}" is invalid${at >= 0 ? ` at ${at}` : ''}`,
  );
