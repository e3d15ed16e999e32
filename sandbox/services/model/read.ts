import { ModelError, type Message, type ModelRequest } from './types.ts';

type Body = Record<string, any>;

const invalid = (message: string, code: string | null = null) =>
  new ModelError(400, 'invalid_request_error', message, code);

/** The body of any request. @throws {ModelError} */
export function readBody(text: string): Body {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw invalid('We could not parse the JSON body of your request.');
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('The body must be a JSON object.');
  return body as Body;
}

/** A request to one of the endpoints that generate text. @throws {ModelError} */
export function readRequest(endpoint: ModelRequest['endpoint'], body: Body, key: string | undefined): ModelRequest {
  if (typeof body['model'] !== 'string') throw invalid('you must provide a model parameter');
  const messages = endpoint === 'responses' ? readInput(body) : readMessages(body['messages']);
  const format = endpoint === 'responses' ? body['text']?.format : body['response_format'];
  return {
    endpoint,
    model: body['model'],
    messages,
    tools: Array.isArray(body['tools']) ? body['tools'].map((tool) => toolName(tool as Body)) : [],
    stream: body['stream'] === true,
    limit: body['max_output_tokens'] ?? body['max_completion_tokens'] ?? body['max_tokens'] ?? undefined,
    schema: format?.type === 'json_schema' ? (format.json_schema?.name ?? format.name) : undefined,
    key,
    body,
  };
}

const toolName = (tool: Body): string => tool['function']?.name ?? tool['name'] ?? tool['type'] ?? '';

function readMessages(messages: unknown): Message[] {
  if (messages === undefined) throw invalid("Missing required parameter: 'messages'.", 'missing_required_parameter');
  if (!Array.isArray(messages))
    throw invalid("Invalid type for 'messages': expected an array of objects.", 'invalid_type');
  if (messages.length === 0) throw invalid("Invalid 'messages': empty array.", 'empty_array');
  return messages.map((message: Body, index) => {
    if (!roles.includes(message?.['role'])) {
      throw invalid(
        `Invalid value for 'messages[${index}].role': ${JSON.stringify(message?.['role'])}.`,
        'invalid_value',
      );
    }
    return { role: message['role'], text: textOf(message['content']) };
  });
}

const roles: unknown[] = ['system', 'developer', 'user', 'assistant', 'tool', 'function'];

/** The Responses API takes a text or a list of messages, calls of tools and their results. */
function readInput(body: Body): Message[] {
  const { input, instructions } = body;
  if (input === undefined) throw invalid("Missing required parameter: 'input'.", 'missing_required_parameter');
  const before = typeof instructions === 'string' ? [{ role: 'system', text: instructions }] : [];
  if (typeof input === 'string') return [...before, { role: 'user', text: input }];
  if (!Array.isArray(input)) throw invalid("Invalid type for 'input': expected a string or an array.", 'invalid_type');
  const items = (input as Body[]).map((item) => {
    if (item['type'] === 'function_call_output') return { role: 'tool', text: textOf(item['output']) };
    if (item['type'] === 'function_call') return { role: 'assistant', text: '' };
    return { role: String(item['role'] ?? 'user'), text: textOf(item['content']) };
  });
  return [...before, ...items];
}

/** Content is a text or a list of parts. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return (content as Body[]).map((part) => (typeof part['text'] === 'string' ? part['text'] : '')).join('');
}

/** The texts to embed. @throws {ModelError} */
export function readEmbeddingInput(body: Body): string[] {
  if (typeof body['model'] !== 'string') throw invalid('you must provide a model parameter');
  const { input } = body;
  const texts: unknown[] = Array.isArray(input) ? input : [input];
  if (texts.length === 0 || texts.some((text) => typeof text !== 'string' || text === '')) {
    throw invalid("'input' must be a text, or a list of texts, none of them empty.");
  }
  return texts as string[];
}
