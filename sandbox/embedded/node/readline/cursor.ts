import { invalidArgValue, nodeError, validateFunction, validateInteger } from '../errors.ts';
import { nextTick } from '../next-tick.ts';

interface Output {
  write(text: string, callback?: () => void): boolean;
}
type Done = () => void;

/** The control sequences of terminals that readline writes. */
export const sequences = {
  clearToBegin: '\x1b[1K',
  clearToEnd: '\x1b[0K',
  clearLine: '\x1b[2K',
  clearDown: '\x1b[0J',
  to: (x: number, y?: number) => (y === undefined ? `\x1b[${x + 1}G` : `\x1b[${y + 1};${x + 1}H`),
  move: (dx: number, dy: number) => {
    const across = dx < 0 ? `\x1b[${-dx}D` : dx > 0 ? `\x1b[${dx}C` : '';
    return across + (dy < 0 ? `\x1b[${-dy}A` : dy > 0 ? `\x1b[${dy}B` : '');
  },
  line: (direction: number) =>
    direction < 0 ? sequences.clearToBegin : direction > 0 ? sequences.clearToEnd : sequences.clearLine,
};

function send(output: Output | null | undefined, text: string, callback: Done | undefined): boolean {
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (output && text !== '') return output.write(text, callback);
  if (typeof callback === 'function') nextTick(callback);
  return true;
}

export function clearScreenDown(output: Output, callback?: Done): boolean {
  return send(output, sequences.clearDown, callback);
}

export function clearLine(output: Output, direction: number, callback?: Done): boolean {
  return send(output, sequences.line(direction), callback);
}

export function cursorTo(output: Output, x: number, y?: number | Done, callback?: Done): boolean {
  if (typeof y === 'function') [callback, y] = [y, undefined];
  if (callback !== undefined) validateFunction(callback, 'callback');
  if (Number.isNaN(x)) throw invalidArgValue('x', x);
  if (Number.isNaN(y)) throw invalidArgValue('y', y);
  if (!output || (typeof x !== 'number' && typeof y !== 'number')) return send(undefined, '', callback);
  if (typeof x !== 'number') {
    throw nodeError(TypeError, 'ERR_INVALID_CURSOR_POS', 'Cannot set cursor row without setting its column');
  }
  return send(output, sequences.to(x, typeof y === 'number' ? y : undefined), callback);
}

export function moveCursor(output: Output, dx: number, dy: number, callback?: Done): boolean {
  return send(output, sequences.move(dx, dy), callback);
}

/** `readline/promises.Readline`: gathers what is to be written. */
export class Readline {
  readonly #output: Output;
  readonly #autoCommit: boolean;
  #todo: string[] = [];
  constructor(output: Output, options?: { autoCommit?: boolean }) {
    if (typeof output?.write !== 'function') {
      throw nodeError(TypeError, 'ERR_INVALID_ARG_TYPE', 'The "stream" argument must be an instance of Writable.');
    }
    this.#output = output;
    this.#autoCommit = options?.autoCommit === true;
  }
  #add(text: string): this {
    if (this.#autoCommit) nextTick(() => this.#output.write(text));
    else this.#todo.push(text);
    return this;
  }
  cursorTo(x: number, y?: number): this {
    validateInteger(x, 'x');
    if (y !== undefined && y !== null) validateInteger(y, 'y');
    return this.#add(sequences.to(x, y ?? undefined));
  }
  moveCursor(dx: number, dy: number): this {
    if (dx === 0 && dy === 0) return this;
    validateInteger(dx, 'dx');
    validateInteger(dy, 'dy');
    return this.#add(sequences.move(dx, dy));
  }
  clearLine(direction: number): this {
    validateInteger(direction, 'dir', -1, 1);
    return this.#add(sequences.line(direction));
  }
  clearScreenDown(): this {
    return this.#add(sequences.clearDown);
  }
  commit(): Promise<void> {
    return new Promise((resolve) => {
      this.#output.write(this.#todo.join(''), resolve);
      this.#todo = [];
    });
  }
  rollback(): this {
    this.#todo = [];
    return this;
  }
}
