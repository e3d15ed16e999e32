const BASE = 36;
const digit = (value: number) => String.fromCharCode(value < 26 ? value + 97 : value + 22);
const value = (char: string) => (/\d/.test(char) ? char.charCodeAt(0) - 22 : char.toLowerCase().charCodeAt(0) - 97);

function adapt(delta: number, count: number, first: boolean): number {
  let rest = first ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > 455; k += BASE) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}

const threshold = (k: number, bias: number) => (k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias);

function decode(input: string): string {
  const end = input.lastIndexOf('-');
  const output = end > 0 ? [...input.slice(0, end)].map((char) => char.charCodeAt(0)) : [];
  let [n, i, bias] = [128, 0, 72];
  for (let at = end > 0 ? end + 1 : 0; at < input.length;) {
    const before = i;
    for (let weight = 1, k = BASE; ; k += BASE) {
      if (at >= input.length) throw new RangeError('Invalid input');
      const next = value(input[at++] as string);
      i += next * weight;
      const t = threshold(k, bias);
      if (next < t) break;
      weight *= BASE - t;
    }
    bias = adapt(i - before, output.length + 1, before === 0);
    n += Math.floor(i / (output.length + 1));
    i %= output.length + 1;
    output.splice(i++, 0, n);
  }
  return String.fromCodePoint(...output);
}

function encode(input: string): string {
  const points = [...input].map((char) => char.codePointAt(0) as number);
  const basic = points.filter((point) => point < 128);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let [n, delta, bias, handled] = [128, 0, 72, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const point of points) {
      if (point < n) delta++;
      if (point !== n) continue;
      let q = delta;
      for (let k = BASE; ; k += BASE) {
        const t = threshold(k, bias);
        if (q < t) break;
        output += digit(t + ((q - t) % (BASE - t)));
        q = Math.floor((q - t) / (BASE - t));
      }
      output += digit(q);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled++;
    }
    delta++;
    n++;
  }
  return output;
}

const eachLabel = (domain: string, change: (label: string) => string) => {
  const at = domain.lastIndexOf('@') + 1;
  return (
    domain.slice(0, at) +
    domain
      .slice(at)
      .split(/[.\u3002\uFF0E\uFF61]/)
      .map(change)
      .join('.')
  );
};

export default {
  version: '2.1.0',
  ucs2: {
    decode: (text: string) => [...text].map((char) => char.codePointAt(0) as number),
    encode: (points: number[]) => String.fromCodePoint(...points),
  },
  decode,
  encode,
  toASCII: (domain: string) =>
    eachLabel(domain, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label)),
  toUnicode: (domain: string) =>
    eachLabel(domain, (label) => (label.startsWith('xn--') ? decode(label.slice(4).toLowerCase()) : label)),
};
