import type http from 'node:http';
import { ModelError } from './types.ts';

export const keyOf = ({ headers }: http.IncomingMessage): string | undefined =>
  /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];

export async function bodyOf(incoming: http.IncomingMessage): Promise<string> {
  incoming.setEncoding('utf8');
  let text = '';
  for await (const part of incoming) text += part as string;
  return text;
}

/** @param options `half`: only the beginning of the text is sent, as if the connection had been lost. */
export function sendJson(
  response: http.ServerResponse,
  status: number,
  value: object,
  { half = false, headers = {} }: { half?: boolean; headers?: Record<string, string> } = {},
): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(half ? text.slice(0, text.length / 2) : text);
}

export function sendError(response: http.ServerResponse, error: unknown): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const known = error instanceof ModelError ? error : new ModelError(500, 'server_error', (error as Error).message);
  const { headers } = known;
  if (known.body.type !== 'gateway') return sendJson(response, known.status, { error: known.body }, { headers });
  response.writeHead(502, { 'content-type': 'text/html' });
  response.end('<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>');
}
