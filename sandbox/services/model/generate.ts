import type http from 'node:http';
import { sleep, type Clock } from '../clock.ts';
import { createAnswer, type createReplies } from './answer.ts';
import { chatCompletion, chatFrames, type Frame } from './chat.ts';
import { bodyOf, keyOf, sendJson } from './http.ts';
import { readBody, readRequest } from './read.ts';
import { responseFrames, responseObject } from './responses.ts';
import type { CountTokens } from './tokens.ts';
import { ModelError, type Fault, type LoggedRequest, type ModelRequest } from './types.ts';

/** What the endpoints of one server share. */
export interface Shared {
  clock: Clock;
  count: CountTokens;
  replies: ReturnType<typeof createReplies>;
  faults: (Fault | Fault['type'] | null)[];
  requests: LoggedRequest[];
  contextWindow: number;
  nextId(kind: string): string;
  /** @throws {ModelError} when there is no such model. */
  checkModel(model: string): void;
}

export interface Pending {
  incoming: http.IncomingMessage;
  response: http.ServerResponse;
}

const forms = {
  'chat/completions': { id: 'chatcmpl', frames: chatFrames, whole: chatCompletion },
  responses: { id: 'resp', frames: responseFrames, whole: responseObject },
};

/** Answers a request for text. @throws {ModelError} */
export async function generate(endpoint: ModelRequest['endpoint'], pending: Pending, shared: Shared): Promise<void> {
  const { clock, count, replies, nextId } = shared;
  const request = readRequest(endpoint, readBody(await bodyOf(pending.incoming)), keyOf(pending.incoming));
  const next = shared.faults.shift();
  const fault = typeof next === 'string' ? ({ type: next } as Fault) : (next ?? undefined);
  const entry = log(request, fault, pending.response, shared);
  if (fault?.type === 'silent') return;
  if (fault) failAtOnce(fault);
  shared.checkModel(request.model);
  entry.tokens.prompt = request.messages.reduce((sum, { text }) => sum + count(text), 0);
  checkWindow(entry, shared.contextWindow);
  const answer = createAnswer(request, replies(request), { fault, count, nextId });
  const form = forms[endpoint];
  const stamp = { id: nextId(form.id), created: Math.floor(Date.now() / 1000) };
  const { completion } = answer.tokens;
  if (request.stream) {
    return stream(pending.response, form.frames(request, answer, stamp), { entry, fault, clock, whole: completion });
  }
  if (fault?.type === 'slow') {
    await sleep(clock, (fault.firstToken ?? 1000) + (fault.perToken ?? 100) * Math.max(0, completion - 1));
  }
  entry.tokens.completion = completion;
  if (fault?.type === 'truncated') entry.end = 'cut';
  sendJson(pending.response, 200, form.whole(request, answer, stamp), { half: fault?.type === 'truncated' });
}

/** Notes a request, and later how its answer ended. */
function log(
  request: ModelRequest,
  fault: Fault | undefined,
  response: http.ServerResponse,
  { clock, requests }: Shared,
): LoggedRequest {
  const tokens = { prompt: 0, completion: 0 };
  const entry: LoggedRequest = {
    ...request,
    at: clock.now(),
    status: undefined,
    fault: fault?.type,
    tokens,
    end: 'open',
  };
  requests.push(entry);
  response.once('close', () => {
    entry.status = response.headersSent ? response.statusCode : undefined;
    if (entry.end === 'open') entry.end = response.writableFinished ? 'whole' : 'aborted';
  });
  return entry;
}

function checkWindow({ tokens: { prompt }, limit = 0 }: LoggedRequest, window: number): void {
  if (prompt + limit <= window) return;
  const said = `This model's maximum context length is ${window} tokens. However, you requested ${prompt + limit} tokens (${prompt} in the messages, ${limit} in the completion). Please reduce the length of the messages or completion.`;
  throw new ModelError(400, 'invalid_request_error', said, 'context_length_exceeded');
}

/** The faults that take the place of an answer. */
function failAtOnce(fault: Fault): void {
  if (fault.type === 'rate-limited') {
    const headers = { 'retry-after': String(fault.retryAfter ?? 20) };
    throw new ModelError(429, 'requests', 'Rate limit reached for requests.', 'rate_limit_exceeded', headers);
  }
  if (fault.type === 'error') {
    const message = fault.message ?? 'The server had an error while processing your request. Sorry about that!';
    throw new ModelError(fault.status ?? 500, 'server_error', message);
  }
  if (fault.type === 'gateway') throw new ModelError(502, 'gateway', '');
}

interface StreamOptions {
  entry: LoggedRequest;
  fault: Fault | undefined;
  clock: Clock;
  /** Tokens of the whole answer. */
  whole: number;
}

async function stream(response: http.ServerResponse, frames: Frame[], { entry, fault, clock, whole }: StreamOptions) {
  const tokens = frames.filter(({ token }) => token).length || 1;
  const slow = fault?.type === 'slow' ? fault : undefined;
  const cutAfter = fault?.type === 'truncated' ? (fault.after ?? Math.ceil(tokens / 2)) : Infinity;
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' });
  response.flushHeaders();
  let sent = 0;
  for (const { text, token } of frames) {
    if (sent >= cutAfter) return cut(response, entry, fault);
    if (token && slow) await sleep(clock, sent === 0 ? (slow.firstToken ?? 1000) : (slow.perToken ?? 100));
    if (response.destroyed) return;
    response.write(text);
    if (token) entry.tokens.completion = Math.ceil((whole * ++sent) / tokens);
  }
  response.end();
}

function cut(response: http.ServerResponse, entry: LoggedRequest, fault: Fault | undefined): void {
  entry.end = 'cut';
  if (fault?.type !== 'truncated' || fault.how !== 'reset') return void response.end();
  // What was written has to leave first: a connection that is broken off forgets it.
  response.write('', () => response.destroy());
}
