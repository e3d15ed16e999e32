import http from 'node:http';
import { realClock, type Clock } from '../clock.ts';
import { listen } from '../listen.ts';
import { createReplies } from './answer.ts';
import { embed, embeddingSize } from './embed.ts';
import { generate, type Pending, type Shared } from './generate.ts';
import { bodyOf, keyOf, sendError, sendJson } from './http.ts';
import { readBody, readEmbeddingInput } from './read.ts';
import { estimateTokens, type CountTokens } from './tokens.ts';
import { ModelError, type Fault, type LoggedRequest, type Reply, type Rule } from './types.ts';

export interface ModelOptions {
  /** Rules answer every request that they fit; the others answer one request each, in order. */
  replies?: readonly (Reply | Rule)[];
  /** What goes wrong with the first requests, in order; `null` for one that goes well. A name alone takes the defaults. */
  faults?: readonly (Fault | Fault['type'] | null)[];
  /** Any key is taken where none is named. */
  apiKey?: string;
  models?: readonly string[];
  /** Tokens that a question and its answer may have together. */
  contextWindow?: number;
  clock?: Clock;
  countTokens?: CountTokens;
}

export interface ModelServer {
  port: number;
  /** What clients take as their base URL. */
  url: string;
  /** Every request that asked for text, in order. */
  requests: LoggedRequest[];
  /** Adds faults for the next requests. */
  fail(...faults: (Fault | Fault['type'] | null)[]): void;
  close(): Promise<void>;
}

/** An endpoint that speaks as OpenAI's does. What it says is what it was told to say. */
export async function startModel(options: ModelOptions = {}): Promise<ModelServer> {
  const shared = createShared(options);
  const answer = createRoutes(options, shared);
  const server = http.createServer(async (incoming, response) => {
    response.setHeader('x-request-id', shared.nextId('req'));
    await Promise.resolve({ incoming, response })
      .then(answer)
      .catch((error: unknown) => sendError(response, error));
  });
  const { port, url } = await listen(server);
  return {
    port,
    url: `${url}/v1`,
    requests: shared.requests,
    fail: (...more) => void shared.faults.push(...more),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function createShared(options: ModelOptions): Shared {
  let ids = 0;
  return {
    clock: options.clock ?? realClock,
    count: options.countTokens ?? estimateTokens,
    replies: createReplies(options.replies ?? []),
    faults: [...(options.faults ?? [])],
    requests: [],
    contextWindow: options.contextWindow ?? Infinity,
    nextId: (kind) => `${kind}_${++ids}`,
    checkModel(model) {
      if (options.models && !options.models.includes(model)) throw unknownModel(model);
    },
  };
}

function createRoutes({ apiKey, models = ['teaching-model', 'teaching-embedding'] }: ModelOptions, shared: Shared) {
  return (pending: Pending): void | Promise<void> => {
    const { incoming, response } = pending;
    checkKey(keyOf(incoming), apiKey);
    const asked = `${incoming.method} ${new URL(incoming.url!, 'http://model').pathname}`;
    if (asked === 'POST /v1/chat/completions') return generate('chat/completions', pending, shared);
    if (asked === 'POST /v1/responses') return generate('responses', pending, shared);
    if (asked === 'POST /v1/embeddings') return embeddings(pending, shared);
    if (asked === 'GET /v1/models') return sendJson(response, 200, { object: 'list', data: models.map(describe) });
    const [, model] = /^GET \/v1\/models\/(.+)$/.exec(asked) ?? [];
    if (model !== undefined && models.includes(model)) return sendJson(response, 200, describe(model));
    if (model !== undefined) throw unknownModel(model);
    throw new ModelError(404, 'invalid_request_error', `Invalid URL (${asked})`);
  };
}

const describe = (id: string) => ({ id, object: 'model', created: 1_700_000_000, owned_by: 'engine-room' });

const unknownModel = (model: string) =>
  new ModelError(
    404,
    'invalid_request_error',
    `The model \`${model}\` does not exist or you do not have access to it.`,
    'model_not_found',
  );

async function embeddings({ incoming, response }: Pending, { checkModel, count }: Shared): Promise<void> {
  const body = readBody(await bodyOf(incoming));
  const texts = readEmbeddingInput(body);
  const model = body['model'] as string;
  checkModel(model);
  const size = Math.min(Number(body['dimensions'] ?? embeddingSize), embeddingSize);
  const data = texts.map((text, index) => {
    const vector = embed(text, size);
    const coded = () => Buffer.from(Float32Array.from(vector).buffer).toString('base64');
    return { object: 'embedding', index, embedding: body['encoding_format'] === 'base64' ? coded() : vector };
  });
  const tokens = texts.reduce((sum, text) => sum + count(text), 0);
  sendJson(response, 200, { object: 'list', data, model, usage: { prompt_tokens: tokens, total_tokens: tokens } });
}

function checkKey(key: string | undefined, expected: string | undefined): void {
  if (key === undefined) {
    throw new ModelError(401, 'invalid_request_error', "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth (i.e. Authorization: Bearer YOUR_KEY).");
  } // prettier-ignore
  if (expected === undefined || key === expected) return;
  throw new ModelError(
    401,
    'invalid_request_error',
    `Incorrect API key provided: ${key.slice(0, 3)}***.`,
    'invalid_api_key',
  );
}
