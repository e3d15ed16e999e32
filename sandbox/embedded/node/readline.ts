import Emitter from './events.ts';
import { iterateEvents } from './events-waiting.ts';
import type { Readable, Writable } from 'node:stream';

interface Options {
  input: Readable;
  output?: Writable;
  prompt?: string;
}

/** Lines of a stream. There is no terminal to edit them in. */
class Interface extends Emitter {
  line = '';
  closed = false;
  terminal = false;
  #options: Options;
  #rest = '';
  #prompt: string;
  #questions: ((answer: string) => void)[] = [];
  constructor(input: Options | Readable, output?: Writable) {
    super();
    this.#options = 'input' in input ? input : { input, output };
    this.#prompt = this.#options.prompt ?? '> ';
    const decoder = new TextDecoder();
    const stream = this.#options.input;
    stream.on('data', (chunk: string | Uint8Array<ArrayBuffer>) =>
      this.#take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })),
    );
    stream.on('end', () => {
      if (this.#rest !== '') this.#emitLine(this.#rest);
      this.close();
    });
  }
  #take(text: string) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop() as string;
    for (const line of lines) this.#emitLine(line);
  }
  #emitLine(line: string) {
    const answer = this.#questions.shift();
    if (answer) answer(line);
    else this.emit('line', line);
  }
  question(query: string, ...rest: unknown[]) {
    this.#options.output?.write(query);
    this.#questions.push(rest.at(-1) as (answer: string) => void);
  }
  setPrompt(prompt: string) {
    this.#prompt = prompt;
  }
  getPrompt() {
    return this.#prompt;
  }
  prompt() {
    this.#options.output?.write(this.#prompt);
  }
  write(text: string) {
    this.#take(text);
  }
  pause() {
    this.#options.input.pause();
    this.emit('pause');
    return this;
  }
  resume() {
    this.#options.input.resume();
    this.emit('resume');
    return this;
  }
  close() {
    if (this.closed) return;
    this.closed = true;
    this.emit('close');
  }
  async *[Symbol.asyncIterator]() {
    for await (const [line] of iterateEvents(this, 'line', { close: ['close'] })) yield line as string;
  }
}

class PromiseInterface extends Interface {
  override question(query: string): Promise<string> {
    return new Promise((resolve) => super.question(query, resolve));
  }
}

const createInterface = (input: Options | Readable, output?: Writable) => new Interface(input, output);
export const promises = {
  Interface: PromiseInterface,
  createInterface: (input: Options | Readable, output?: Writable) => new PromiseInterface(input, output),
};
const nothing = () => true;

export default {
  Interface,
  createInterface,
  clearLine: nothing,
  clearScreenDown: nothing,
  cursorTo: nothing,
  moveCursor: nothing,
  emitKeypressEvents() {},
  promises,
};
