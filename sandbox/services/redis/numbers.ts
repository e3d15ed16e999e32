import { fail, notFloat, notInteger } from './reply.ts';

const most = 2n ** 63n - 1n;
const least = -(2n ** 63n);

/** A 64-bit integer as Redis reads it: no plus, no blanks, no leading zeros. */
export function readBig(text: string, fault = notInteger): bigint {
  if (!/^(?:0|-?[1-9]\d{0,18})$/.test(text)) return fail(fault);
  const value = BigInt(text);
  return value > most || value < least ? fail(fault) : value;
}

/** The same for counts, indexes and times, where what is beyond 2^53 cannot matter. */
export const readInteger = (text: string, fault = notInteger): number => Number(readBig(text, fault));

export function addBig(one: bigint, other: bigint): bigint {
  const sum = one + other;
  return sum > most || sum < least ? fail('ERR increment or decrement would overflow') : sum;
}

/** A number with or without a fraction, as C's strtod reads it. */
export function readFloat(text: string, fault = notFloat): number {
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return fail(fault);
  return Number(text);
}

/** A score as Redis prints it: the shortest digits that read back as the same number (C's `%.17g` for the rest). */
export function formatDouble(value: number): string {
  if (value === Infinity) return 'inf';
  if (value === -Infinity) return '-inf';
  if (Object.is(value, -0)) return '-0';
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 53) return String(value);
  return general(value, 17);
}

/** C's `%.<digits>g`. */
export function general(value: number, digits: number): string {
  if (!Number.isFinite(value))
    return Number.isNaN(value) ? (Object.is(value, Number.NaN) ? 'nan' : '-nan') : value < 0 ? '-inf' : 'inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, power] = value.toExponential(digits - 1).split('e') as [string, string];
  const exponent = Number(power);
  const trim = (text: string) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${trim(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return trim(value.toFixed(Math.max(0, digits - 1 - exponent)));
}

/**
 * The sum of INCRBYFLOAT and HINCRBYFLOAT, with 17 digits behind the point and without trailing zeros. Redis counts with
 * 80 bits there; adding the decimal digits themselves gives the same for what people write.
 */
export function addDecimals(one: string, other: string, notNumber = notFloat): string {
  const [left, right] = [readFloat(one, notNumber), readFloat(other, notFloat)];
  const sum = left + right;
  if (!Number.isFinite(sum)) return fail('ERR increment would produce NaN or Infinity');
  const [a, b] = [decimal(left, one), decimal(right, other)];
  if (!a || !b) return general(sum, 17);
  const places = Math.max(a.places, b.places);
  const total = a.digits * 10n ** BigInt(places - a.places) + b.digits * 10n ** BigInt(places - b.places);
  const digits = (total < 0n ? -total : total).toString().padStart(places + 1, '0');
  const text = places ? `${digits.slice(0, -places)}.${digits.slice(-places)}`.replace(/\.?0+$/, '') : digits;
  return total < 0n ? `-${text}` : text;
}

function decimal(value: number, text: string): { digits: bigint; places: number } | undefined {
  const parts = /^[+-]?(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text);
  if (!parts) return undefined;
  const places = parts[2]!.length - Number(parts[3] ?? 0);
  const digits = BigInt(parts[1]! + parts[2]! || '0') * (value < 0 ? -1n : 1n);
  if (places > 17 || places < -18) return undefined;
  return places < 0 ? { digits: digits * 10n ** BigInt(-places), places: 0 } : { digits, places };
}
