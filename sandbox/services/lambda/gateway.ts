import http from 'node:http';
import { listen } from '../listen.ts';
import { toEvent, type GatewayFacts, type GatewayRequest, type HttpEvent } from './events.ts';
import { ThrottledError, type ServerlessFunction } from './function.ts';
import { fromResult, ownAnswers, type GatewayAnswer } from './results.ts';

export interface GatewayOptions extends Pick<GatewayFacts, 'routes' | 'stageVariables'> {
  /** ms since 1970, for the events. */
  now?: () => number;
}

export interface Gateway {
  url: string;
  /** What the function was called with, in order. */
  events: HttpEvent[];
  /** What was wrong with results that the gateway could not use. */
  problems: string[];
  close(): Promise<void>;
}

/** An HTTP API in front of a function. */
export async function startGateway(target: ServerlessFunction, options: GatewayOptions = {}): Promise<Gateway> {
  const events: HttpEvent[] = [];
  const problems: string[] = [];
  let requests = 0;

  async function answer(request: GatewayRequest): Promise<GatewayAnswer> {
    const { now = Date.now, ...facts } = options;
    const event = toEvent(request, { ...facts, requestId: `request-${++requests}`, time: now() });
    if (!event) return ownAnswers.notFound();
    events.push(event);
    const invocation = await target.invoke(event);
    if (invocation.status !== 'answered') return ownAnswers.failed();
    const { answer: translated, problem } = fromResult(invocation.result);
    if (problem !== undefined) problems.push(problem);
    return translated;
  }

  const server = http.createServer(async (incoming, response) => {
    const { method = 'GET', url = '/' } = incoming;
    const { status, headers, body } = await bodyOf(incoming)
      .then((bytes) => answer({ method, url, headers: pairsOf(incoming.rawHeaders), body: bytes }))
      .catch((error: unknown) => failure(error, problems));
    for (const [name, value] of headers) response.appendHeader(name, value);
    response.writeHead(status).end(body);
  });
  const { url } = await listen(server);
  return {
    url,
    events,
    problems,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function failure(error: unknown, problems: string[]): GatewayAnswer {
  if (error instanceof ThrottledError) return ownAnswers.busy();
  // The modules could not be evaluated, or the result cannot be made JSON of.
  problems.push((error as Error).message);
  return ownAnswers.failed();
}

function pairsOf(raw: string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[index * 2]!, raw[index * 2 + 1]!]);
}

async function bodyOf(incoming: http.IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
