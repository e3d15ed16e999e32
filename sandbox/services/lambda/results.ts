/** What a client gets. */
export interface GatewayAnswer {
  status: number;
  headers: [name: string, value: string][];
  body: Uint8Array;
}

/** Why the gateway could not use what a function gave; for the log. */
export interface Translated {
  answer: GatewayAnswer;
  problem?: string;
}

const message = (status: number, text: string): GatewayAnswer => ({
  status,
  headers: [['content-type', 'application/json']],
  body: Buffer.from(JSON.stringify({ message: text })),
});

/** The gateway's own answers. HTTP APIs say 500 where REST APIs say 502. */
export const ownAnswers = {
  notFound: () => message(404, 'Not Found'),
  failed: () => message(500, 'Internal Server Error'),
  busy: () => message(503, 'Service Unavailable'),
};

/** What becomes of a function's result, as payload format 2.0 has it. */
export function fromResult(result: unknown): Translated {
  const plain: unknown = result === undefined ? null : JSON.parse(JSON.stringify(result));
  if (typeof plain !== 'object' || plain === null || !('statusCode' in plain)) {
    // A string is sent as it is, all else as JSON; both are called JSON.
    const text = typeof plain === 'string' ? plain : JSON.stringify(plain);
    return { answer: { status: 200, headers: [['content-type', 'application/json']], body: Buffer.from(text) } };
  }
  return fromParts(plain as Record<string, unknown>);
}

function fromParts(parts: Record<string, unknown>): Translated {
  const { statusCode, headers = {}, body = '', cookies = [], isBase64Encoded = false } = parts;
  const status = Number(statusCode);
  const problem = problemOf({ status, headers, body, cookies });
  if (problem !== undefined) return { answer: ownAnswers.failed(), problem };
  const pairs = Object.entries(headers as object).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    `${value}`,
  ]);
  if (!pairs.some(([name]) => name === 'content-type')) pairs.push(['content-type', 'text/plain;charset=UTF-8']);
  for (const cookie of cookies as string[]) pairs.push(['set-cookie', cookie]);
  const text = body === null ? '' : (body as string);
  return { answer: { status, headers: pairs, body: Buffer.from(text, isBase64Encoded === true ? 'base64' : 'utf8') } };
}

function problemOf({ status, headers, body, cookies }: Record<string, unknown>): string | undefined {
  if (!Number.isInteger(status) || (status as number) < 100 || (status as number) > 599)
    return 'statusCode is no HTTP status';
  if (body !== null && typeof body !== 'string')
    return `body is ${Array.isArray(body) ? 'a list' : typeof body === 'object' ? 'an object' : `a ${typeof body}`}, not text`;
  if (typeof headers !== 'object' || headers === null || Array.isArray(headers)) return 'headers is no object';
  const odd = Object.entries(headers).find(([, value]) => !['string', 'number', 'boolean'].includes(typeof value));
  if (odd) return `the header ${odd[0]} is no text`;
  if (!Array.isArray(cookies) || cookies.some((cookie) => typeof cookie !== 'string'))
    return 'cookies is no list of texts';
  return undefined;
}
