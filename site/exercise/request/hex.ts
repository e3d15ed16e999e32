export interface HexLine {
  offset: string;
  hex: string;
  /** Printable ASCII; a dot stands for anything else. */
  text: string;
}

const byte = (value: number) => value.toString(16).padStart(2, '0');

/** Sixteen bytes a line, as `hexdump -C` shows them. */
export function hexLines(bytes: Uint8Array, limit = 4096): HexLine[] {
  const lines: HexLine[] = [];
  for (let at = 0; at < Math.min(bytes.length, limit); at += 16) {
    const part = [...bytes.subarray(at, Math.min(at + 16, limit))];
    lines.push({
      offset: at.toString(16).padStart(8, '0'),
      hex: [part.slice(0, 8), part.slice(8)]
        .map((half) => half.map(byte).join(' '))
        .join('  ')
        .padEnd(48),
      text: part.map((value) => (value >= 32 && value < 127 ? String.fromCharCode(value) : '.')).join(''),
    });
  }
  return lines;
}

/** `48 65 6c`, `48656c`, `0x48, 0x65`: the bytes, or nothing where it is something else. */
export function readHex(text: string): Uint8Array | undefined {
  const digits = text.replace(/0x/gi, '').replace(/[\s,]+/g, '');
  if (!/^(?:[\da-f]{2})*$/i.test(digits)) return undefined;
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
