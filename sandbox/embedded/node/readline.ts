import { callable } from './crypto/digests.ts';
import { clearLine, clearScreenDown, cursorTo, moveCursor, Readline } from './readline/cursor.ts';
import { CallbackInterface, PromiseInterface } from './readline/questions.ts';
import { emitKeypressEvents } from './readline/keys.ts';

const Interface = callable(CallbackInterface, 'Interface');

export const promises = {
  Interface: PromiseInterface,
  Readline,
  createInterface: (input: unknown, ...rest: unknown[]) => new PromiseInterface(input, ...rest),
};
Object.defineProperty(PromiseInterface, 'name', { value: 'Interface' });

export default {
  Interface,
  clearLine,
  clearScreenDown,
  createInterface: (input: unknown, ...rest: unknown[]) => new Interface(input, ...rest),
  cursorTo,
  emitKeypressEvents,
  moveCursor,
  promises,
};
