import type { Layer } from '../../sandbox/config/dockerfile/rebuild.ts';

/** What becomes of a layer: a sign and a word, so that colour alone tells nothing. */
export const outcomeWords: Record<Layer['outcome'], string> = {
  cached: '✓ Kept',
  rebuilt: '↻ Built again',
  skipped: '– Left out',
};

export function layersWords(layers: readonly Layer[]): string {
  const again = layers.filter(({ outcome }) => outcome === 'rebuilt');
  const [first] = again;
  if (!first) return '✓ Every layer is kept.';
  return `↻ ${again.length} of ${layers.length} layers are built again, from line ${first.line} on.`;
}
