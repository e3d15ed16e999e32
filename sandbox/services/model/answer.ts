import { piecesOf, type CountTokens } from './tokens.ts';
import { hostile, ModelError, type Fault, type ModelRequest, type Reply, type ReplyParts, type Rule } from './types.ts';

/** What the model says, before it is put into the form of an endpoint. */
export interface Answer {
  text: string;
  refusal: string | undefined;
  toolCalls: { id: string; name: string; arguments: string }[];
  /** `length`: the app's own limit cut it. */
  finish: 'stop' | 'length' | 'tool_calls';
  tokens: { prompt: number; completion: number };
}

/** Chooses replies: rules first, then the list, each of it once. */
export function createReplies(given: readonly (Reply | Rule)[]) {
  const rules = given.filter(isRule);
  const script = given.filter((one): one is Reply => !isRule(one));
  return (request: ModelRequest): ReplyParts => {
    for (const rule of rules) {
      const reply = fits(rule, request) ? resolve(rule.reply, request) : undefined;
      if (reply !== undefined) return reply;
    }
    while (script.length > 0) {
      const reply = resolve(script.shift()!, request);
      if (reply !== undefined) return reply;
    }
    const asked = lastUserText(request).slice(0, 80);
    throw new ModelError(
      500,
      'no_reply',
      `The suite has no reply for this request of “${asked}”: each of its replies was given already.`,
      'no_reply',
    );
  };
}

const isRule = (one: Reply | Rule): one is Rule => typeof one === 'object' && 'when' in one;

const lastUserText = ({ messages }: ModelRequest) => messages.findLast(({ role }) => role === 'user')?.text ?? '';

function fits({ when }: Rule, request: ModelRequest): boolean {
  if (typeof when === 'function') return when(request);
  const text = lastUserText(request);
  return typeof when === 'string' ? text.toLowerCase().includes(when.toLowerCase()) : when.test(text);
}

function resolve(reply: Reply, request: ModelRequest): ReplyParts | undefined {
  const value = typeof reply === 'function' ? reply(request) : reply;
  return typeof value === 'string' ? { text: value } : value;
}

/** An answer within the app's limit, with what a fault does to its content. */
export function createAnswer(
  request: ModelRequest,
  parts: ReplyParts,
  { fault, count, nextId }: { fault: Fault | undefined; count: CountTokens; nextId(kind: string): string },
): Answer {
  const refusal = fault?.type === 'refusal' ? (fault.text ?? "I'm sorry, but I can't help with that.") : parts.refusal;
  const calls = refusal === undefined ? (parts.toolCalls ?? []) : [];
  const toolCalls = calls.map((call) => ({
    id: nextId('call'),
    name: call.name,
    arguments: typeof call.arguments === 'string' ? call.arguments : JSON.stringify(call.arguments ?? {}),
  }));
  const whole = refusal === undefined ? spoil(parts.json === undefined ? (parts.text ?? '') : JSON.stringify(parts.json), fault) : ''; // prettier-ignore
  const text = request.limit === undefined ? whole : within(whole, request.limit, count);
  const prompt = request.messages.reduce((sum, message) => sum + count(message.text), 0);
  const said = [text, refusal ?? '', ...toolCalls.map((call) => call.name + call.arguments)];
  return {
    text,
    refusal,
    toolCalls,
    finish: text.length < whole.length ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop',
    tokens: { prompt, completion: said.reduce((sum, one) => sum + (one ? count(one) : 0), 0) },
  };
}

function spoil(text: string, fault: Fault | undefined): string {
  if (fault?.type === 'hostile') return `${text}${text && ' '}${hostile[fault.kind ?? 'script']}`;
  if (fault?.type !== 'invalid-json') return text;
  if (fault.how === 'chatty') return `Sure! Here is the JSON that you asked for:\n\n\`\`\`json\n${text}\n\`\`\``;
  return text.slice(0, Math.max(1, Math.floor(text.length * 0.6)));
}

/** As much of a text as fits into so many tokens. */
function within(text: string, limit: number, count: CountTokens): string {
  let kept = '';
  for (const piece of piecesOf(text)) {
    if (count(kept + piece) > limit) break;
    kept += piece;
  }
  return kept;
}
