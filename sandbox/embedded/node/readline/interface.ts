import { nodeError, validateString } from '../errors.ts';
import Emitter from '../events.ts';
import { iterateEvents } from '../events-waiting.ts';
import string_decoder from '../string_decoder.ts';
import { sequences } from './cursor.ts';
import { emitKeypressEvents, type Key } from './keys.ts';
import { checkOptions, readOptions, type Stream } from './options.ts';

type Listener = (...args: any[]) => void;
const ENDS = /\r\n|\n|\r(?!\n)|\u2028|\u2029/g;
const { StringDecoder } = string_decoder as unknown as { StringDecoder: new (encoding: string) => { write(data: Uint8Array): string; end(): string } }; // prettier-ignore

/** Lines out of a stream; with a terminal behind it, editing and history. */
export class InterfaceBase extends Emitter {
  line = '';
  cursor = 0;
  terminal: boolean;
  history: string[];
  historySize: number;
  historyIndex = -1;
  removeHistoryDuplicates: boolean;
  crlfDelay: number;
  escapeCodeTimeout: number;
  tabSize: number;
  completer: unknown;
  input: Stream;
  output: Stream | undefined;
  closed = false;
  paused = false;
  protected answer: ((line: string) => void) | undefined;
  #prompt: string;
  #savedPrompt: string | undefined;
  #rest: string | null = null;
  #returned = 0;
  #undo: (() => void)[] = [];
  #iterator: AsyncIterator<string> | undefined;
  constructor(input: unknown, ...rest: unknown[]) {
    super();
    const options = readOptions(input, rest);
    checkOptions(options);
    this.input = options.input!;
    this.output = options.output;
    this.completer = options.completer;
    this.terminal = options.terminal ?? Boolean(options.output?.['isTTY']);
    this.history = options.history ?? [];
    this.historySize = options.historySize ?? 30;
    this.removeHistoryDuplicates = options.removeHistoryDuplicates === true;
    this.crlfDelay = options.crlfDelay ? Math.max(100, options.crlfDelay) : 100;
    this.escapeCodeTimeout = options.escapeCodeTimeout ?? 500;
    this.tabSize = options.tabSize ?? 8;
    this.#prompt = options.prompt ?? '> ';
    this.#listen('error', (error: Error) => void this.emit('error', error));
    if (this.terminal) this.#openTerminal();
    else this.#openPlain();
    if (options.signal) this.#closeOn(options.signal);
    this.input['resume']();
  }
  #listen(event: string, listener: Listener): void {
    this.input['on'](event, listener);
    this.#undo.push(() => this.input['removeListener'](event, listener));
  }
  #closeOn(signal: AbortSignal): void {
    const abort = () => this.close();
    if (signal.aborted) queueMicrotask(abort);
    else signal.addEventListener('abort', abort, { once: true });
    this.#undo.push(() => signal.removeEventListener('abort', abort));
  }
  #openPlain(): void {
    const decoder = new StringDecoder('utf8');
    this.#listen('data', (chunk: string | Uint8Array) => this.#take(typeof chunk === 'string' ? chunk : decoder.write(chunk))); // prettier-ignore
    this.#listen('end', () => {
      const last = (this.#rest ?? '') + decoder.end();
      this.#rest = null;
      if (last !== '') this.emitLine(last);
      this.close();
    });
  }
  #openTerminal(): void {
    emitKeypressEvents(this.input as never, this);
    this.#listen('keypress', (text: string | undefined, key: Key) => this.#key(text, key ?? ({} as Key)));
    this.#listen('end', () => {
      if (this.line !== '') this.emitLine(this.line);
      this.close();
    });
    this.input['setRawMode']?.(true);
    this.output?.['on']('resize', this.#redrawn);
    this.#undo.push(() => this.output?.['removeListener']('resize', this.#redrawn));
  }
  readonly #redrawn = () => this.#draw();
  #take(text: string): void {
    if (text === '') return;
    let piece = text;
    // The second half of a line end that came in two pieces.
    if (this.#returned && Date.now() - this.#returned <= this.crlfDelay) piece = piece.replace(/^\n/, '');
    this.#returned = 0;
    const ended = /[\n\r\u2028\u2029]$/.test(piece);
    if (piece.endsWith('\r')) this.#returned = Date.now();
    const lines = ((this.#rest ?? '') + piece).split(ENDS);
    this.#rest = ended ? null : (lines.pop() as string);
    if (ended) lines.pop();
    for (const line of lines) this.emitLine(line);
  }
  protected emitLine(line: string): void {
    const { answer } = this;
    if (!answer) return void this.emit('line', line);
    this.answer = undefined;
    this.setPrompt(this.#savedPrompt ?? this.#prompt);
    answer(line);
  }
  setPrompt(prompt: string): void {
    this.#prompt = prompt;
  }
  getPrompt(): string {
    return this.#prompt;
  }
  prompt(keepCursor?: boolean): void {
    if (this.closed) throw closedError();
    if (this.paused) this.resume();
    if (this.terminal) {
      if (!keepCursor) this.cursor = 0;
      this.#draw();
    } else this.#write(this.#prompt);
  }
  protected ask(query: string, answer: (line: string) => void): void {
    if (this.closed) throw closedError();
    if (this.answer) return this.prompt();
    this.#savedPrompt = this.#prompt;
    this.setPrompt(query);
    this.answer = answer;
    this.prompt();
  }
  protected forget(): void {
    this.answer = undefined;
    this.setPrompt(this.#savedPrompt ?? this.#prompt);
    this.clearLine();
  }
  #write(text: string): void {
    validateString(text, 'stringToWrite');
    this.output?.['write'](text);
  }
  clearLine(): void {
    this.cursor = this.line.length;
    this.#write('\r\n');
    this.line = '';
    this.cursor = 0;
  }
  write(text: unknown, key?: Partial<Key>): void {
    if (this.closed) throw closedError();
    if (this.paused) this.resume();
    if (this.terminal) this.#key(typeof text === 'string' ? text : undefined, (key ?? {}) as Key);
    else this.#take(typeof text === 'string' ? text : String(text ?? ''));
  }
  pause(): this {
    if (this.closed) throw closedError();
    if (this.paused) return this;
    this.input['pause']();
    this.paused = true;
    this.emit('pause');
    return this;
  }
  resume(): this {
    if (this.closed) throw closedError();
    if (!this.paused) return this;
    this.input['resume']();
    this.paused = false;
    this.emit('resume');
    return this;
  }
  close(): void {
    if (this.closed) return;
    for (const undo of this.#undo.splice(0)) undo();
    this.pause();
    if (this.terminal) this.input['setRawMode']?.(false);
    this.closed = true;
    this.emit('close');
  }
  getCursorPos(): { rows: number; cols: number } {
    const columns = (this.output?.['columns'] as number | undefined) ?? Infinity;
    const offset = [...(this.#prompt + this.line.slice(0, this.cursor))].length;
    return columns === Infinity
      ? { rows: 0, cols: offset }
      : { rows: Math.floor(offset / columns), cols: offset % columns };
  }
  /** One for all loops over the same lines. */
  [Symbol.asyncIterator](): AsyncIterator<string> {
    if (this.#iterator) return this.#iterator;
    const events = iterateEvents(this, 'line', { close: ['close'] });
    const lines = {
      next: async () => {
        const { done, value } = await events.next();
        return { done, value: (value as string[] | undefined)?.[0] } as IteratorResult<string>;
      },
      return: async () => {
        await events.return?.();
        return { done: true, value: undefined } as IteratorResult<string>;
      },
      [Symbol.asyncIterator]: () => lines,
    };
    return (this.#iterator = lines);
  }
  #draw(): void {
    const text = this.#prompt + this.line;
    this.#write(`${sequences.to(0)}${sequences.clearDown}${text}${sequences.to(this.getCursorPos().cols)}`);
  }
  #remember(): void {
    if (this.line.trim() === '' || this.historySize === 0) return;
    if (this.removeHistoryDuplicates) this.history = this.history.filter((each) => each !== this.line);
    if (this.history[0] !== this.line) this.history.unshift(this.line);
    this.history.length = Math.min(this.history.length, this.historySize);
    this.historyIndex = -1;
    this.emit('history', this.history);
  }
  #finish(): void {
    this.#remember();
    const { line } = this;
    this.clearLine();
    this.emitLine(line);
  }
  #recall(step: number): void {
    const at = this.historyIndex + step;
    if (at < -1 || at >= this.history.length) return;
    this.historyIndex = at;
    this.#edit(at === -1 ? '' : this.history[at]!, Infinity);
  }
  #edit(line: string, cursor: number): void {
    this.line = line;
    this.cursor = Math.max(0, Math.min(cursor, line.length));
    this.#draw();
  }
  #insert(text: string): void {
    for (const [at, part] of text.split(ENDS).entries()) {
      if (at > 0) this.#finish();
      if (this.cursor === this.line.length) {
        this.line += part;
        this.cursor += part.length;
        if (part !== '') this.#write(part);
        continue;
      }
      this.#edit(this.line.slice(0, this.cursor) + part + this.line.slice(this.cursor), this.cursor + part.length);
    }
  }
  #interrupt(): void {
    if (this.emit('SIGINT')) return;
    this.close();
  }
  #key(text: string | undefined, key: Key): void {
    const { line, cursor } = this;
    const before = line.slice(0, cursor);
    const name = `${key.meta ? 'meta-' : ''}${key.ctrl ? 'ctrl-' : ''}${key.name}`;
    const after = cursor + (/^(?:\s+|[^\w\s]+|\w+)\s*/.exec(line.slice(cursor))?.[0].length ?? 0);
    const previous = before
      .split('')
      .reverse()
      .join('')
      .match(/^\s*(?:[^\w\s]+|\w+)?/)![0].length;
    const word = before.replace(/\S+\s*$/, '');
    const actions: Record<string, () => void> = {
      'ctrl-c': () => this.#interrupt(),
      'ctrl-d': () => (line === '' ? this.close() : this.#edit(before + line.slice(cursor + 1), cursor)),
      'ctrl-h': () => this.#edit(before.slice(0, -1) + line.slice(cursor), cursor - 1),
      'ctrl-u': () => this.#edit(line.slice(cursor), 0),
      'ctrl-k': () => this.#edit(before, cursor),
      'ctrl-a': () => this.#edit(line, 0),
      'ctrl-e': () => this.#edit(line, line.length),
      'ctrl-b': () => this.#edit(line, cursor - 1),
      'ctrl-f': () => this.#edit(line, cursor + 1),
      'ctrl-w': () => this.#edit(word + line.slice(cursor), word.length),
      'ctrl-left': () => this.#edit(line, cursor - previous),
      'meta-b': () => this.#edit(line, cursor - previous),
      'ctrl-right': () => this.#edit(line, after),
      'meta-f': () => this.#edit(line, after),
      'meta-d': () => this.#edit(before + line.slice(after), cursor),
      'meta-backspace': () => this.#edit(line.slice(0, cursor - previous) + line.slice(cursor), cursor - previous),
      'ctrl-l': () => { this.#write('\x1b[1;1H\x1b[0J'); this.#draw(); },
      'ctrl-n': () => this.#recall(-1),
      'ctrl-p': () => this.#recall(1),
      return: () => { this.#returned = Date.now(); this.#finish(); },
      enter: () => { if (!this.#returned || Date.now() - this.#returned > this.crlfDelay) this.#finish(); this.#returned = 0; },
      backspace: () => cursor > 0 && this.#edit(before.slice(0, -1) + line.slice(cursor), cursor - 1),
      delete: () => this.#edit(before + line.slice(cursor + 1), cursor),
      left: () => this.#edit(line, cursor - 1),
      right: () => this.#edit(line, cursor + 1),
      home: () => this.#edit(line, 0),
      end: () => this.#edit(line, line.length),
      up: () => this.#recall(1),
      down: () => this.#recall(-1),
    }; // prettier-ignore
    const action = actions[name];
    if (action) action();
    else if (typeof text === 'string' && text !== '' && !key.ctrl && !key.meta) this.#insert(text);
  }
}

const closedError = () => nodeError(Error, 'ERR_USE_AFTER_CLOSE', 'readline was closed');
