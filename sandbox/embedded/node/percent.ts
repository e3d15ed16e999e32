import { nodeError } from './errors.ts';

const HEX = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`);

/**
 * Percent-encodes what `plain` does not match. Unlike `encodeURIComponent` it takes any two code units for a pair
 * once the first is a surrogate, and refuses only one that has nothing behind it.
 */
export function percentEncode(text: string, plain: RegExp): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) out += plain.test(text[i]!) ? text[i] : HEX[code];
    else if (code < 0x800) out += HEX[0xc0 | (code >> 6)]! + HEX[0x80 | (code & 63)];
    else if (code < 0xd800 || code >= 0xe000) {
      out += HEX[0xe0 | (code >> 12)]! + HEX[0x80 | ((code >> 6) & 63)] + HEX[0x80 | (code & 63)];
    } else {
      if (++i >= text.length) throw nodeError(URIError, 'ERR_INVALID_URI', 'URI malformed');
      const whole = 0x10000 + (((code & 0x3ff) << 10) | (text.charCodeAt(i) & 0x3ff));
      const [a, b, c, d] = [18, 12, 6, 0].map((shift) => (whole >> shift) & 63) as [number, number, number, number];
      out += HEX[0xf0 | a]! + HEX[0x80 | b] + HEX[0x80 | c] + HEX[0x80 | d];
    }
  }
  return out;
}
