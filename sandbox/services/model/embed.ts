/**
 * A teaching embedding: computed, not learnt. A text becomes a direction made of its words and their parts, so that
 * texts that share words, endings or typing errors point the same way; a short list of words that mean nearly the same adds
 * what letters cannot say. What a real model knows beyond that, it does not.
 */
export const embeddingSize = 128;

/** Words of a shop that mean nearly the same. Each line has a direction of its own. */
const concepts = [
  'refund money back reimburse repay', 'return send exchange bring', 'deliver delivery ship shipping parcel post arrive',
  'price cost expensive cheap pay payment charge', 'order purchase buy bought', 'password login sign account access',
  'cancel stop end quit', 'broken damaged defect faulty torn', 'late delay slow wait', 'help support contact question',
  'bag backpack rucksack sack', 'size fit large small', 'colour color blue red green', 'stock available sold out',
  'discount voucher coupon sale', 'address street home place',
].map((line) => line.split(' ')); // prettier-ignore

/** Words that say nothing about what a text is about. */
const fillers = new Set(
  'a an the of to in on at for and or is are was be it its this that i you we they my your our do does can how what when with'.split(' '), // prettier-ignore
);

/** The same text gives the same vector everywhere, of length 1. An empty text gives zeros. */
export function embed(text: string, size = embeddingSize): number[] {
  const vector = Array.from({ length: embeddingSize }, () => 0);
  for (const word of text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (fillers.has(word)) continue;
    add(vector, `word ${word}`, 1);
    const padded = `<${word}>`;
    for (let at = 0; at + 3 <= padded.length; at++) add(vector, padded.slice(at, at + 3), 3 / padded.length);
    concepts.forEach((words, index) => {
      if (
        words.some((one) => word === one || (one.length > 3 && word.startsWith(one) && word.length <= one.length + 3))
      )
        add(vector, `concept ${index}`, 2);
    });
  }
  return normalised(vector.slice(0, size));
}

/** How alike two vectors are: 1 the same direction, 0 nothing in common. */
export function similarity(one: number[], other: number[]): number {
  const dot = one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
  return dot / (length(one) * length(other) || 1);
}

/** Three places and their signs, so that two features seldom fall together. */
function add(vector: number[], feature: string, weight: number): void {
  for (let round = 0; round < 3; round++) {
    const hash = fnv(`${round} ${feature}`);
    const place = hash % vector.length;
    vector[place] = vector[place]! + (hash & 0x10000 ? weight : -weight);
  }
}

function fnv(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  // The low bits alone are too much alike for texts that differ in their first letter.
  return (hash ^ (hash >>> 15)) >>> 0;
}

const length = (vector: number[]) => Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));

function normalised(vector: number[]): number[] {
  const whole = length(vector) || 1;
  return vector.map((value) => Math.round((value / whole) * 1e6) / 1e6);
}
