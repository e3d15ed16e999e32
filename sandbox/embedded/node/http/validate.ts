import { nodeError } from '../net/errors.ts';

const token = /^[\^_`a-zA-Z\-0-9!#$%&'*+.|~]+$/;
const badContent = /[^\t\x20-\x7e\x80-\xff]/;

export function isToken(text: unknown): text is string {
  return typeof text === 'string' && token.test(text);
}

export function hasBadContent(text: string): boolean {
  return badContent.test(text);
}

/** Throws when `name` cannot be a header's name. */
export function validateHeaderName(name: unknown, label = 'Header name'): asserts name is string {
  if (!isToken(name)) {
    throw nodeError('ERR_INVALID_HTTP_TOKEN', `${label} must be a valid HTTP token ["${String(name)}"]`, TypeError);
  }
}

/** Throws when `value` cannot be sent as the header `name`. */
export function validateHeaderValue(name: string, value: unknown): void {
  if (value === undefined) {
    throw nodeError(
      'ERR_HTTP_INVALID_HEADER_VALUE',
      `Invalid value "${String(value)}" for header "${name}"`,
      TypeError,
    );
  }
  if (badContent.test(String(value))) throw badCharacter('header content', name);
}

export function badCharacter(where: string, name?: string): TypeError & { code: string } {
  const detail = name === undefined ? '' : ` ["${name}"]`;
  return nodeError('ERR_INVALID_CHAR', `Invalid character in ${where}${detail}`, TypeError);
}

export function headersSent(action: string): Error & { code: string } {
  return nodeError('ERR_HTTP_HEADERS_SENT', `Cannot ${action} headers after they are sent to the client`);
}
