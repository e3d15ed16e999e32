import type { Answer } from './answer.ts';
import type { Frame, Stamp } from './chat.ts';
import { piecesOf } from './tokens.ts';
import type { ModelRequest } from './types.ts';

type Item = Record<string, unknown> & { id: string; type: string };

/** The whole answer of `POST /v1/responses`. */
export function responseObject(request: ModelRequest, answer: Answer, stamp: Stamp): object {
  return envelope(request, answer, stamp, true);
}

function envelope(request: ModelRequest, answer: Answer, { id, created }: Stamp, done: boolean): object {
  const { prompt, completion } = answer.tokens;
  const cut = done && answer.finish === 'length';
  return {
    id,
    object: 'response',
    created_at: created,
    status: cut ? 'incomplete' : done ? 'completed' : 'in_progress',
    error: null,
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    instructions: request.body['instructions'] ?? null,
    max_output_tokens: request.limit ?? null,
    metadata: request.body['metadata'] ?? {},
    model: request.model,
    output: done ? itemsOf(answer, id) : [],
    parallel_tool_calls: true,
    temperature: request.body['temperature'] ?? 1,
    text: request.body['text'] ?? { format: { type: 'text' } },
    tool_choice: request.body['tool_choice'] ?? 'auto',
    tools: request.body['tools'] ?? [],
    top_p: request.body['top_p'] ?? 1,
    usage: done
      ? {
          input_tokens: prompt,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: completion,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: prompt + completion,
        }
      : null,
  };
}

const partOf = ({ refusal, text }: Answer) =>
  refusal === undefined ? { type: 'output_text', text, annotations: [] } : { type: 'refusal', refusal };

function itemsOf(answer: Answer, id: string): Item[] {
  const calls = answer.toolCalls.map((call) => ({
    id: `fc_${call.id}`,
    type: 'function_call',
    status: 'completed',
    call_id: call.id,
    name: call.name,
    arguments: call.arguments,
  }));
  if (!answer.text && answer.refusal === undefined && calls.length > 0) return calls;
  const status = answer.finish === 'length' ? 'incomplete' : 'completed';
  return [{ id: `msg_${id}`, type: 'message', status, role: 'assistant', content: [partOf(answer)] }, ...calls];
}

/** The same as a stream of named events, numbered from 0. */
export function responseFrames(request: ModelRequest, answer: Answer, stamp: Stamp): Frame[] {
  let number = 0;
  const frame = (type: string, value: object, token = false): Frame => ({
    text: `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...value })}\n\n`,
    token,
  });
  const begun = envelope(request, answer, stamp, false);
  const frames = [frame('response.created', { response: begun }), frame('response.in_progress', { response: begun })];
  itemsOf(answer, stamp.id).forEach((item, output_index) => {
    const place = { item_id: item.id, output_index };
    const empty = item.type === 'message' ? { content: [] } : { arguments: '' };
    frames.push(
      frame('response.output_item.added', { output_index, item: { ...item, ...empty, status: 'in_progress' } }),
    );
    frames.push(...(item.type === 'message' ? messageFrames(answer, place, frame) : callFrames(item, place, frame)));
    frames.push(frame('response.output_item.done', { output_index, item }));
  });
  const last = answer.finish === 'length' ? 'response.incomplete' : 'response.completed';
  return [...frames, frame(last, { response: envelope(request, answer, stamp, true) })];
}

type MakeFrame = (type: string, value: object, token?: boolean) => Frame;

function messageFrames(answer: Answer, place: object, frame: MakeFrame): Frame[] {
  const at = { ...place, content_index: 0 };
  const [name, field, text] =
    answer.refusal === undefined ? ['output_text', 'text', answer.text] : ['refusal', 'refusal', answer.refusal];
  const extra = field === 'text' ? { logprobs: [] } : {};
  return [
    frame('response.content_part.added', { ...at, part: { ...partOf(answer), [field]: '' } }),
    ...piecesOf(text).map((delta) => frame(`response.${name}.delta`, { ...at, delta, ...extra }, true)),
    frame(`response.${name}.done`, { ...at, [field]: text, ...extra }),
    frame('response.content_part.done', { ...at, part: partOf(answer) }),
  ];
}

function callFrames(item: Item, place: object, frame: MakeFrame): Frame[] {
  const text = String(item['arguments']);
  return [
    ...piecesOf(text).map((delta) => frame('response.function_call_arguments.delta', { ...place, delta }, true)),
    frame('response.function_call_arguments.done', { ...place, name: item['name'], arguments: text }),
  ];
}
