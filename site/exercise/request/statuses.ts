const meanings: Record<number, string> = {
  100: 'go on sending',
  101: 'the connection changes its protocol',
  103: 'early hints, the answer follows',
  200: 'it worked',
  201: 'something was created',
  202: 'accepted, not done yet',
  204: 'it worked, and there is no body',
  205: 'it worked, clear the form',
  206: 'a part of the whole',
  301: 'moved for good',
  302: 'found at another address for now',
  303: 'look at another address, with GET',
  304: 'not changed since you asked last',
  307: 'moved for now, same method',
  308: 'moved for good, same method',
  400: 'the request is wrong',
  401: 'log in first',
  402: 'payment needed',
  403: 'known, but not allowed',
  404: 'there is nothing at this address',
  405: 'not with this method',
  406: 'not in a form that you accept',
  408: 'the request took too long',
  409: 'in conflict with what is there',
  410: 'gone for good',
  411: 'the length is missing',
  412: 'a precondition does not hold',
  413: 'the body is too large',
  414: 'the address is too long',
  415: 'not with this type of body',
  416: 'no such part of it',
  418: 'a teapot',
  422: 'readable, but not valid',
  423: 'locked',
  425: 'too early',
  426: 'change the protocol first',
  428: 'a precondition is missing',
  429: 'too many requests',
  431: 'the headers are too large',
  451: 'held back for legal reasons',
  500: 'the server failed',
  501: 'not built',
  502: 'the server behind it answered badly',
  503: 'not available now',
  504: 'the server behind it did not answer',
  507: 'no room left to store it',
};

const classes = ['', 'on its way', 'it worked', 'look elsewhere', 'the request is at fault', 'the server is at fault'];

/** What a status says, in a few words. */
export function meaningOf(status: number): string {
  return meanings[status] ?? classes[Math.floor(status / 100)] ?? 'not a status of HTTP';
}

export type Tone = 'good' | 'warn' | 'bad';

export function toneOf(status: number): Tone {
  if (status >= 400) return 'bad';
  return status >= 300 ? 'warn' : 'good';
}

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);
