import inspection from 'node-inspect-extracted';
import { invalidArgType, nodeError } from './errors.ts';

const { colors } = inspection.inspect as unknown as { colors: Record<string, [number, number]> };
const same: Record<string, string> = { gray: 'grey blackBright', bgGray: 'bgGrey bgBlackBright', dim: 'faint', strikethrough: 'crossedout strikeThrough crossedOut', hidden: 'conceal', inverse: 'swapColors swapcolors', doubleunderline: 'doubleUnderline' }; // prettier-ignore
for (const [name, others] of Object.entries(same)) {
  for (const other of others.split(' ')) {
    const get = () => colors[name];
    if (!(other in colors)) Object.defineProperty(colors, other, { get, enumerable: false, configurable: true });
  }
}

/** Wraps a text in the escape codes of a colour or style, or of several. */
export function styleText(format: string | string[], text: string): string {
  if (typeof text !== 'string') throw invalidArgType('text', 'string', text);
  const names = [format].flat();
  const pairs = names.filter((name) => name !== 'none').map((name) => colors[name] ?? unknown(name));
  const open = pairs.map(([code]) => `\u001b[${code}m`).join('');
  const close = pairs
    .map(([, code]) => `\u001b[${code}m`)
    .reverse()
    .join('');
  return `${open}${text}${close}`;
}

function unknown(name: unknown): never {
  const all = [...Object.keys(colors), ...Object.values(same).flatMap((each) => each.split(' '))].map(
    (each) => `'${each}'`,
  );
  const message = `The argument 'format' must be one of: ${all.join(', ')}. Received '${String(name)}'`;
  throw nodeError(TypeError, 'ERR_INVALID_ARG_VALUE', message);
}
