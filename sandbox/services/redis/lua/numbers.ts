/**
 * Redis runs Lua 5.1, where every number is a double. Fengari runs 5.3 with integers of 32 bits, in which a price in
 * cents or a time in ms would wrap. So numerals are read as doubles, and a whole double is printed without `.0`.
 */
// Its files need each other in a circle that has to be entered here.
import 'fengari';
import objects from 'fengari/src/lobject.js';
import strings from 'fengari/src/lstring.js';
import { general } from '../numbers.ts';

const { luaO_str2num: readNumber } = objects;

objects.luaO_str2num = (text, slot) => {
  const length = readNumber(text, slot);
  if (length && slot.ttisinteger()) {
    const source = Buffer.from(text).toString('latin1').replaceAll('\0', '').trim();
    slot.setfltvalue(Number(source.replace(/^-/, '')) * (source.startsWith('-') ? -1 : 1));
  }
  return length;
};

objects.luaO_tostring = (state, slot) => {
  slot.setsvalue(strings.luaS_bless(state, new Uint8Array(Buffer.from(printNumber(slot.value)))));
};

/** As Lua 5.1 prints a number. */
export const printNumber = (value: number): string => general(value, 14);
