import { aeskw, cbc, cfb, ctr, ecb, gcm } from '@noble/ciphers/aes.js';
import { chacha20, chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Buffer } from '../buffer.ts';
import { opensslError, plain } from './data.ts';
import type { Facts } from './cipher-facts.ts';

/** One direction of a cipher, fed piece by piece. */
export interface Machine {
  update(data: Uint8Array): Uint8Array;
  final(): Uint8Array;
}

type Bytes = Uint8Array<ArrayBuffer>;
const join = (...parts: Uint8Array[]): Bytes => plain(Buffer.concat(parts));
const none = new Uint8Array(0);
const wrongLength = () => opensslError('1C80006B', 'Provider routines', 'wrong final block length');
const badDecrypt = () => opensslError('1C800064', 'Provider routines', 'bad decrypt');

/** CBC and ECB: whole blocks go through at once, the last one waits for its padding. */
export function blockMachine(facts: Facts, key: Bytes, iv: Bytes, encrypt: boolean, padding: () => boolean): Machine {
  let rest: Bytes = new Uint8Array(0);
  let chain = iv;
  const work = (data: Bytes): Uint8Array => {
    if (data.length === 0) return none;
    const options = { disablePadding: true };
    const engine = facts.mode === 'cbc' ? cbc(key, chain, options) : ecb(key, options);
    const done = encrypt ? engine.encrypt(data) : engine.decrypt(data);
    chain = plain((encrypt ? done : data).slice(-16));
    return done;
  };
  return {
    update(data) {
      const all = join(rest, data);
      const held = !encrypt && padding() && all.length % 16 === 0 ? 16 : all.length % 16;
      const ready = Math.max(0, all.length - held);
      rest = all.slice(ready);
      return work(all.slice(0, ready));
    },
    final() {
      if (!padding()) {
        if (rest.length % 16 !== 0) throw wrongLength();
        return work(rest);
      }
      if (encrypt) {
        const fill = 16 - (rest.length % 16);
        return work(join(rest, new Uint8Array(fill).fill(fill)));
      }
      if (rest.length !== 16) throw wrongLength();
      const block = work(rest);
      const fill = block[15]!;
      if (fill < 1 || fill > 16 || block.slice(16 - fill).some((byte) => byte !== fill)) throw badDecrypt();
      return block.slice(0, 16 - fill);
    },
  };
}

/** Modes that turn a block cipher into a stream: the bytes since the last whole block are run again. */
export function streamMachine(facts: Facts, key: Bytes, iv: Bytes, encrypt: boolean, start = 0): Machine {
  let pending: Bytes = new Uint8Array(0);
  let state = iv;
  let blocks = start;
  const size = facts.mode === 'stream' || facts.mode === 'poly1305' ? 64 : 16;
  const run = (data: Bytes): Uint8Array => {
    if (facts.mode === 'ctr' || facts.mode === 'gcm' || facts.mode === 'ccm') return ctr(key, state).encrypt(data);
    if (size === 64) return chacha20(key, state.length === 16 ? plain(state.slice(4)) : state, data, undefined, counterOf(state) + blocks); // prettier-ignore
    if (facts.mode === 'cfb') return encrypt ? cfb(key, state).encrypt(data) : cfb(key, state).decrypt(data);
    return outputFeedback(key, state, data);
  };
  const advance = (input: Bytes, output: Uint8Array) => {
    const count = Math.floor(input.length / size);
    if (count === 0) return;
    blocks += count;
    const last = (from: Uint8Array) => plain(from.slice((count - 1) * size, count * size));
    if (facts.mode === 'cfb') state = last(encrypt ? output : input);
    else if (facts.mode === 'ofb') state = plain(last(output).map((byte, at) => byte ^ last(input)[at]!));
    else if (size === 16) state = increased(state, count);
  };
  return {
    update(data) {
      if (data.length === 0) return none;
      const input = join(pending, data);
      const output = run(input);
      const fresh = output.slice(pending.length);
      advance(input, output);
      pending = input.slice(Math.floor(input.length / size) * size);
      return fresh;
    },
    final: () => none,
  };
}

const counterOf = (state: Uint8Array) =>
  state.length === 16 ? new DataView(state.buffer, state.byteOffset).getUint32(0, true) : 0;

function outputFeedback(key: Bytes, iv: Bytes, data: Bytes): Uint8Array {
  const result = new Uint8Array(data.length);
  let block = iv;
  for (let at = 0; at < data.length; at++) {
    if (at % 16 === 0) block = plain(ecb(key, { disablePadding: true }).encrypt(block));
    result[at] = data[at]! ^ block[at % 16]!;
  }
  return result;
}

export function increased(counter: Uint8Array, by: number): Bytes {
  const next = plain(counter);
  for (let at = next.length - 1, carry = by; at >= 0 && carry > 0; at--) {
    const sum = next[at]! + carry;
    next[at] = sum & 255;
    carry = Math.floor(sum / 256);
  }
  return next;
}

/** AES key wrap (RFC 3394): the whole key at once. */
export function wrapMachine(key: Bytes, encrypt: boolean): Machine {
  return {
    update(data) {
      try {
        return encrypt ? aeskw(key).encrypt(plain(data)) : aeskw(key).decrypt(plain(data));
      } catch {
        throw opensslError('1C8000B6', 'Provider routines', 'cipher operation failed');
      }
    },
    final: () => none,
  };
}

/** The tag of GCM and ChaCha20-Poly1305 over everything that went through. */
export function sealTag(facts: Facts, key: Bytes, iv: Bytes, extra: Bytes, text: Bytes): Uint8Array {
  const sealed =
    facts.mode === 'gcm' ? gcm(key, iv, extra).encrypt(text) : chacha20poly1305(key, padded(iv), extra).encrypt(text);
  return sealed.slice(-16);
}

const padded = (iv: Bytes): Bytes => (iv.length === 12 ? iv : join(new Uint8Array(12 - iv.length), iv));

/** GCM's first counter block: found by encrypting nothing but zeros and seeing which counter that was. */
export function gcmStream(facts: Facts, key: Bytes, iv: Bytes): Machine {
  if (iv.length === 12) return streamMachine(facts, key, join(iv, Uint8Array.of(0, 0, 0, 2)), true);
  const cipherBlock = gcm(key, iv).encrypt(new Uint8Array(16)).slice(0, 16);
  return streamMachine(facts, key, plain(ecb(key, { disablePadding: true }).decrypt(cipherBlock)), true);
}

export const polyStream = (facts: Facts, key: Bytes, iv: Bytes): Machine =>
  streamMachine(facts, key, padded(iv), true, 1);

/** CCM: a CBC-MAC over lengths, additional data and text, hidden under the first block of the key stream. */
export function ccmTag(key: Bytes, iv: Bytes, extra: Bytes, text: Bytes, tagLength: number): Uint8Array {
  const width = 15 - iv.length;
  const head = new Uint8Array(16);
  head[0] = (extra.length > 0 ? 64 : 0) | (((tagLength - 2) / 2) << 3) | (width - 1);
  head.set(iv, 1);
  for (let at = 15, rest = text.length; at > 15 - width && rest > 0; at--, rest = Math.floor(rest / 256)) head[at] = rest & 255; // prettier-ignore
  const zeros = (length: number) => new Uint8Array((16 - (length % 16)) % 16);
  const size = extra.length < 0xff00 ? [extra.length >> 8, extra.length & 255] : [255, 254, ...[24, 16, 8, 0].map((shift) => (extra.length >>> shift) & 255)]; // prettier-ignore
  const prefix = extra.length === 0 ? none : join(Uint8Array.from(size), extra);
  const input = join(head, prefix, zeros(prefix.length), text, zeros(text.length));
  const mac = cbc(key, new Uint8Array(16), { disablePadding: true }).encrypt(input).slice(-16);
  return ctr(key, ccmCounter(iv, 0)).encrypt(plain(mac)).slice(0, tagLength);
}

export function ccmCounter(iv: Uint8Array, first: number): Bytes {
  const counter = new Uint8Array(16);
  counter[0] = 14 - iv.length;
  counter.set(iv, 1);
  counter[15] = first;
  return counter;
}
