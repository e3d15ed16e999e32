import OpenAI, { APIConnectionError, RateLimitError } from 'openai';
import { zodResponseFormat } from 'openai/helpers/zod';
import { z } from 'zod';
import { serve } from './support.js';

const usage = { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 };
const completion = (message, finish_reason = 'stop') => ({
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'small',
  choices: [{ index: 0, message: { role: 'assistant', refusal: null, ...message }, finish_reason, logprobs: null }],
  usage,
});
const chunk = (delta, finish_reason = null) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'small',
  choices: [{ index: 0, delta, finish_reason }],
});
const error = (type, message) => ({ error: { type, message, code: type, param: null } });
const call = (id, name, args) => ({ id, type: 'function', function: { name, arguments: args } });

/** An endpoint that answers by the name of the model. */
async function endpoint() {
  const seen = [];
  const answers = {
    plain: [200, completion({ content: 'Hello there' })],
    tool: [200, completion({ content: null, tool_calls: [call('call_1', 'stock', '{"item":"bag"}')] }, 'tool_calls')],
    json: [200, completion({ content: '{"name":"bag","price":20}' })],
    refusal: [200, completion({ content: null, refusal: 'I cannot help with that.' })],
    busy: [429, error('rate_limit_exceeded', 'Slow down'), { 'retry-after': '7' }],
    broken: [500, error('server_error', 'Oh no')],
    wrong: [400, error('invalid_request_error', 'No such parameter')],
    html: [502, '<h1>Bad gateway</h1>'],
  };
  const server = await serve(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const body = text ? JSON.parse(text) : undefined;
    seen.push([request.method, request.url, request.headers.authorization, Object.keys(body ?? {})]);
    if (request.url.endsWith('/models')) {
      return response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ object: 'list', data: [{ id: 'small', object: 'model', created: 1, owned_by: 'us' }] }));
    }
    if (request.url.endsWith('/embeddings')) {
      const vector =
        body.encoding_format === 'base64' ? Buffer.from(Float32Array.of(0.5, -1).buffer).toString('base64') : [0.5, -1];
      return response.setHeader('content-type', 'application/json').end(
        JSON.stringify({
          object: 'list',
          model: 'e',
          data: [{ object: 'embedding', index: 0, embedding: vector }],
          usage,
        }),
      );
    }
    if (body.stream) {
      response.setHeader('content-type', 'text/event-stream');
      for (const delta of [{ role: 'assistant', content: '' }, { content: 'Hel' }, { content: 'lo' }])
        response.write(`data: ${JSON.stringify(chunk(delta))}\n\n`);
      if (body.model === 'cut') return response.end('data: {"id":"chatcm');
      if (body.model === 'dies') return void setTimeout(() => response.destroy(), 5);
      return response.end(`data: ${JSON.stringify(chunk({}, 'stop'))}\n\ndata: [DONE]\n\n`);
    }
    const [status, answer, headers = {}] = answers[body.model];
    const type = typeof answer === 'string' ? 'text/html' : 'application/json';
    response
      .writeHead(status, { 'content-type': type, ...headers })
      .end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  });
  const client = new OpenAI({ apiKey: 'sk-test', baseURL: `${server.url}/v1`, maxRetries: 0 });
  return { ...server, client, seen };
}
const messages = [{ role: 'user', content: 'Hi' }];

export default [
  [
    'openai: answers, tools and refusals',
    async ({ log }) => {
      const { client, close, seen } = await endpoint();
      for (const model of ['plain', 'tool', 'refusal'])
        log((await client.chat.completions.create({ model, messages })).choices[0]);
      const format = zodResponseFormat(z.object({ name: z.string(), price: z.number() }), 'product');
      log(format);
      log(
        (await client.chat.completions.parse({ model: 'json', messages, response_format: format })).choices[0].message
          .parsed,
      );
      log((await client.models.list()).data, seen);
      await close();
    },
  ],
  [
    'openai: streams, whole and broken',
    async ({ log }) => {
      const { client, close } = await endpoint();
      for (const model of ['whole', 'cut', 'dies']) {
        const parts = [];
        try {
          const stream = await client.chat.completions.create({ model, messages, stream: true });
          for await (const { choices } of stream) parts.push(choices[0].delta.content ?? choices[0].finish_reason);
          log(model, parts);
        } catch (error) {
          log(model, parts, error.constructor.name);
        }
      }
      const runner = client.chat.completions.stream({ model: 'whole', messages });
      log((await runner.finalChatCompletion()).choices[0].message.content);
      const stopped = await client.chat.completions.create({ model: 'whole', messages, stream: true });
      for await (const { choices } of stopped) {
        log(choices[0].delta);
        break;
      }
      await close();
    },
  ],
  [
    'openai: errors by their kind',
    async ({ log }) => {
      const { client, close, port } = await endpoint();
      for (const model of ['busy', 'broken', 'wrong', 'html']) {
        const error = await client.chat.completions.create({ model, messages }).catch((reason) => reason);
        log(
          error.constructor.name,
          error.status,
          error.message,
          error.code,
          error.type,
          error instanceof RateLimitError && error.headers.get('retry-after'),
        );
      }
      const aborted = new AbortController();
      aborted.abort();
      log(
        (
          await client.chat.completions
            .create({ model: 'plain', messages }, { signal: aborted.signal })
            .catch((reason) => reason)
        ).constructor.name,
      );
      await close();
      const gone = new OpenAI({ apiKey: 'x', baseURL: `http://127.0.0.1:${port}/v1`, maxRetries: 0 });
      log((await gone.models.list().catch((reason) => reason)) instanceof APIConnectionError);
    },
  ],
  [
    'openai: embeddings, environment, retries',
    async ({ log, attempt }) => {
      const { url, close, seen } = await endpoint();
      attempt(() => new OpenAI({}));
      process.env.OPENAI_BASE_URL = `${url}/v1`;
      process.env.OPENAI_API_KEY = 'sk-env';
      const client = new OpenAI({ maxRetries: 1 });
      delete process.env.OPENAI_BASE_URL;
      delete process.env.OPENAI_API_KEY;
      log((await client.embeddings.create({ model: 'e', input: 'text' })).data);
      log((await client.embeddings.create({ model: 'e', input: 'text', encoding_format: 'float' })).data);
      const { data, response } = await client.chat.completions.create({ model: 'plain', messages }).withResponse();
      log(
        data.usage,
        response.status,
        seen.map(([, path, key]) => [path, key]),
      );
      await close();
    },
  ],
];
