/** A piece of an excerpt; what was looked for is marked. */
export interface Piece {
  text: string;
  marked: boolean;
}

const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };

/** Reads an excerpt of the index, text with `<mark>` around what was found, without making markup of it. */
export function piecesOf(excerpt: string): Piece[] {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/s)
    .map((part) => ({ text: plain(part.replace(/^<mark>|<\/mark>$/g, '')), marked: part.startsWith('<mark>') }))
    .filter(({ text }) => text !== '');
}

const plain = (text: string) => text.replace(/&(?:lt|gt|quot|#39|amp);/g, (entity) => entities[entity] ?? entity);
