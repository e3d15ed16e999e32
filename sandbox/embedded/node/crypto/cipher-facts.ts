export type Mode = 'cbc' | 'ecb' | 'ctr' | 'cfb' | 'ofb' | 'gcm' | 'ccm' | 'wrap' | 'stream' | 'poly1305';

export interface Facts {
  name: string;
  nid: number;
  mode: Mode;
  keyLength: number;
  ivLength: number;
  blockSize: number;
}

const nids: Record<string, number[]> = { ecb: [418, 422, 426], cbc: [419, 423, 427], ofb: [420, 424, 428], cfb: [421, 425, 429], gcm: [895, 898, 901], ccm: [896, 899, 902], ctr: [904, 905, 906] }; // prettier-ignore
const ivs: Record<string, number> = { ecb: 0, gcm: 12, ccm: 12 };
const all: Record<string, Facts> = {};

for (const [mode, numbers] of Object.entries(nids)) {
  for (const [at, bits] of [128, 192, 256].entries()) {
    const name = `aes-${bits}-${mode}`;
    const blockSize = mode === 'cbc' || mode === 'ecb' ? 16 : 1;
    all[name] = {
      name,
      nid: numbers[at]!,
      mode: mode as Mode,
      keyLength: bits / 8,
      ivLength: ivs[mode] ?? 16,
      blockSize,
    };
    if (mode === 'gcm' || mode === 'ccm') all[name].name = `id-aes${bits}-${mode.toUpperCase()}`;
  }
}
for (const [at, bits] of [128, 192, 256].entries()) {
  all[`id-aes${bits}-wrap`] = { name: `id-aes${bits}-wrap`, nid: 788 + at, mode: 'wrap', keyLength: bits / 8, ivLength: 8, blockSize: 8 }; // prettier-ignore
}
all['chacha20-poly1305'] = { name: 'chacha20-poly1305', nid: 1018, mode: 'poly1305', keyLength: 32, ivLength: 12, blockSize: 1 }; // prettier-ignore
all['chacha20'] = { name: 'chacha20', nid: 1019, mode: 'stream', keyLength: 32, ivLength: 16, blockSize: 1 };

const aliases: Record<string, string> = {};
for (const bits of [128, 192, 256]) {
  aliases[`aes${bits}`] = `aes-${bits}-cbc`;
  aliases[`aes${bits}-wrap`] = aliases[`aes-${bits}-wrap`] = `id-aes${bits}-wrap`;
  for (const mode of ['gcm', 'ccm']) aliases[`id-aes${bits}-${mode}`] = `aes-${bits}-${mode}`;
}

export function cipherFacts(name: string): Facts | undefined {
  const lower = name.toLowerCase();
  const found = aliases[lower] ?? lower;
  return Object.hasOwn(all, found) ? all[found] : undefined;
}

export const byNid = (nid: number): Facts | undefined => Object.values(all).find((facts) => facts.nid === nid);

export const getCiphers = (): string[] =>
  [...new Set([...Object.keys(all), ...Object.keys(aliases)])].filter((name) => !/^aes-\d+-wrap$/.test(name)).sort();
