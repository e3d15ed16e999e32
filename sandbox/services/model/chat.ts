import type { Answer } from './answer.ts';
import { piecesOf } from './tokens.ts';
import type { ModelRequest } from './types.ts';

/** One piece of a stream. Only those that carry a token are slow, and count when a stream is cut. */
export interface Frame {
  text: string;
  token: boolean;
}

export interface Stamp {
  id: string;
  /** s since 1970. */
  created: number;
}

const usageOf = ({ tokens: { prompt, completion } }: Answer) => ({
  prompt_tokens: prompt,
  completion_tokens: completion,
  total_tokens: prompt + completion,
});

/** The whole answer of `POST /v1/chat/completions`. */
export function chatCompletion(request: ModelRequest, answer: Answer, { id, created }: Stamp): object {
  const message = {
    role: 'assistant',
    content: answer.refusal === undefined && (answer.text || answer.toolCalls.length === 0) ? answer.text : null,
    refusal: answer.refusal ?? null,
    ...(answer.toolCalls.length > 0 && {
      tool_calls: answer.toolCalls.map(({ id: callId, ...called }) => ({
        id: callId,
        type: 'function',
        function: called,
      })),
    }),
  };
  return {
    id,
    object: 'chat.completion',
    created,
    model: request.model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: answer.finish }],
    usage: usageOf(answer),
  };
}

/** The same as a stream of server-sent events. */
export function chatFrames(request: ModelRequest, answer: Answer, { id, created }: Stamp): Frame[] {
  const base = { id, object: 'chat.completion.chunk', created, model: request.model };
  const frame = (delta: object, token: boolean, finish: string | null = null): Frame => ({
    text: sse({ ...base, choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }] }),
    token,
  });
  const calls = answer.toolCalls.flatMap(({ id: callId, name, arguments: text }, index) => [
    frame({ tool_calls: [{ index, id: callId, type: 'function', function: { name, arguments: '' } }] }, true),
    ...piecesOf(text).map((piece) => frame({ tool_calls: [{ index, function: { arguments: piece } }] }, true)),
  ]);
  const wantsUsage = request.body['stream_options']?.include_usage === true;
  return [
    frame(
      { role: 'assistant', content: answer.text || answer.toolCalls.length === 0 ? '' : null, refusal: null },
      false,
    ),
    ...piecesOf(answer.text).map((content) => frame({ content }, true)),
    ...piecesOf(answer.refusal ?? '').map((refusal) => frame({ refusal }, true)),
    ...calls,
    frame({}, false, answer.finish),
    ...(wantsUsage ? [{ text: sse({ ...base, choices: [], usage: usageOf(answer) }), token: false }] : []),
    { text: 'data: [DONE]\n\n', token: false },
  ];
}

const sse = (value: object) => `data: ${JSON.stringify(value)}\n\n`;
