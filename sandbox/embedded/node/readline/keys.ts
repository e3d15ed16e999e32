import { native } from '../native-timers.ts';
import string_decoder from '../string_decoder.ts';

export interface Key {
  sequence: string;
  name: string | undefined;
  ctrl: boolean;
  meta: boolean;
  shift: boolean;
  code?: string;
}

interface Input {
  on(event: string, listener: (...args: any[]) => void): unknown;
  removeListener(event: string, listener: (...args: any[]) => void): unknown;
  listenerCount(event: string): number;
  emit(event: string, ...args: unknown[]): boolean;
  encoding?: string;
  [decoding]?: { write(data: Uint8Array): string };
}

const decoding = Symbol('keypress-decoder');
const { StringDecoder } = string_decoder as unknown as { StringDecoder: new (encoding: string) => { write(data: Uint8Array): string } }; // prettier-ignore

/** What terminals send for keys without a letter, after ESC. */
const CODES: Record<string, string> = Object.fromEntries(
  [
    'OP f1|OQ f2|OR f3|OS f4|[P f1|[Q f2|[R f3|[S f4|[11~ f1|[12~ f2|[13~ f3|[14~ f4|[200~ paste-start|[201~ paste-end',
    '[[A f1|[[B f2|[[C f3|[[D f4|[[E f5|[15~ f5|[17~ f6|[18~ f7|[19~ f8|[20~ f9|[21~ f10|[23~ f11|[24~ f12',
    '[A up|[B down|[C right|[D left|[E clear|[F end|[H home|OA up|OB down|OC right|OD left|OE clear|OF end|OH home',
    '[1~ home|[2~ insert|[3~ delete|[4~ end|[5~ pageup|[6~ pagedown|[[5~ pageup|[[6~ pagedown|[7~ home|[8~ end',
    '[a up|[b down|[c right|[d left|[e clear|[2$ insert|[3$ delete|[5$ pageup|[6$ pagedown|[7$ home|[8$ end',
    'Oa up|Ob down|Oc right|Od left|Oe clear|[2^ insert|[3^ delete|[5^ pageup|[6^ pagedown|[7^ home|[8^ end|[Z tab',
  ]
    .join('|')
    .split('|')
    .map((entry) => entry.split(' ') as [string, string]),
);
const SHIFTED = new Set(['[a', '[b', '[c', '[d', '[e', '[2$', '[3$', '[5$', '[6$', '[7$', '[8$', '[Z']);
const CONTROLLED = new Set(['Oa', 'Ob', 'Oc', 'Od', 'Oe', '[2^', '[3^', '[5^', '[6^', '[7^', '[8^']);
const PLAIN: Record<string, string> = { '\r': 'return', '\n': 'enter', '\t': 'tab', '\b': 'backspace', '\x7f': 'backspace', '\x1b': 'escape', ' ': 'space' }; // prettier-ignore

/** What follows ESC and its first letter: the rest of the text, the key's code, and which keys were held with it. */
function* readSequence(first: string): Generator<undefined, { text: string; code: string; modifier: number }, string> {
  let code = first;
  let modifier = 0;
  let char = yield;
  let text = char;
  if (first === 'O') {
    if (char >= '0' && char <= '9') {
      modifier = Number(char) - 1;
      text += char = yield;
    }
    return { text, code: code + char, modifier };
  }
  if (char === '[') {
    code += char;
    text += char = yield;
  }
  const start = text.length - 1;
  while (/[0-9;]/.test(char)) text += char = yield;
  const command = text.slice(start);
  const parts = /^(\d{1,3})(?:;(\d))?([~^$])$/.exec(command) ?? /^(?:(?:\d;)?(\d))?()([A-Za-z])$/.exec(command);
  if (!parts) code += command;
  else if (parts[3] === '~' || parts[3] === '^' || parts[3] === '$') {
    code += (parts[1] ?? '') + parts[3];
    modifier = Number(parts[2] || 1) - 1;
  } else {
    code += parts[3];
    modifier = Number(parts[1] ?? 1) - 1;
  }
  return { text, code, modifier };
}

/** Takes characters one by one; undefined as long as an escape sequence is not at its end. */
function* parseKeys(emit: (text: string | undefined, key: Key) => void): Generator<undefined, never, string> {
  for (;;) {
    let char = yield;
    let sequence = char;
    let escaped = false;
    const key: Key = { sequence, name: undefined, ctrl: false, meta: false, shift: false };
    if (char === '\x1b') {
      escaped = true;
      sequence += char = yield;
      if (char === '\x1b') sequence += char = yield;
    }
    if (escaped && (char === 'O' || char === '[')) {
      const { text, code, modifier } = yield* readSequence(char);
      sequence += text;
      key.code = code;
      key.name = CODES[code] ?? 'undefined';
      key.ctrl = (modifier & 4) !== 0 || CONTROLLED.has(code);
      key.meta = (modifier & 10) !== 0;
      key.shift = (modifier & 1) !== 0 || SHIFTED.has(code);
    } else if (PLAIN[char] !== undefined) {
      key.name = PLAIN[char];
      key.meta = escaped;
    } else if (!escaped && char <= '\x1a') {
      key.name = String.fromCharCode(char.charCodeAt(0) + 96);
      key.ctrl = true;
    } else if (/^[0-9A-Za-z]$/.test(char)) {
      key.name = char.toLowerCase();
      key.shift = /^[A-Z]$/.test(char);
      key.meta = escaped;
    } else if (escaped) {
      key.name = char.length > 0 ? undefined : 'escape';
      key.meta = true;
    }
    key.sequence = sequence;
    if (sequence.length > 0 && (key.name !== undefined || escaped)) emit(escaped ? undefined : sequence, key);
    else if (sequence.length > 0 && [...sequence].length === 1) emit(sequence, key);
  }
}

/** Lets a stream of text tell of keys. */
export function emitKeypressEvents(
  input: Input,
  watching: { escapeCodeTimeout?: number; isCompletionEnabled?: boolean } = {},
): void {
  // prettier-ignore
  if (input[decoding]) return;
  input[decoding] = new StringDecoder('utf8');
  const start = () => {
    const fresh = parseKeys((text, key) => input.emit('keypress', text, key));
    fresh.next();
    return fresh;
  };
  let parser = start();
  let timer: number | undefined;
  const wait = watching.escapeCodeTimeout ?? 500;
  const data = (chunk: string | Uint8Array) => {
    if (input.listenerCount('keypress') === 0) {
      input.removeListener('data', data);
      input.on('newListener', listening);
      return;
    }
    const text = typeof chunk === 'string' ? chunk : input[decoding]!.write(chunk);
    if (text === '') return;
    native.clearTimeout(timer as number);
    let length = 0;
    for (const char of text) {
      length += char.length;
      parser.next(char);
      // A lone escape at the end waits for what may follow.
      if (length === text.length && char === '\x1b') {
        timer = native.setTimeout(() => {
          const key = { sequence: '\x1b', name: 'escape', ctrl: false, meta: true, shift: false };
          input.emit('keypress', undefined, key);
          parser = start();
        }, wait);
      }
    }
  };
  function listening(event: string) {
    if (event !== 'keypress') return;
    input.on('data', data);
    input.removeListener('newListener', listening);
  }
  if (input.listenerCount('keypress') > 0) input.on('data', data);
  else input.on('newListener', listening);
}
