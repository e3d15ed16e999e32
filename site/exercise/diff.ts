import { diffLines } from './editor/line-diff.ts';
import { isCoarse } from './pointer.ts';
import { currentTheme } from './theme.ts';

/** Two versions of one file. */
export interface Sides {
  path: string;
  before: { label: string; text: string };
  after: { label: string; text: string };
}

/**
 * Shows two versions in `host`, to be read and not changed: side by side where there is room, otherwise one below the
 * other. Where a finger points, or the big editor cannot be loaded, line by line.
 */
export async function showDiff(host: HTMLElement, sides: Sides): Promise<{ dispose(): void }> {
  const { createDiff } = isCoarse() ? {} : await import('./monaco.ts').catch(() => ({ createDiff: undefined }));
  host.classList.add('diff');
  host.setAttribute('role', 'group');
  host.setAttribute('aria-label', `${sides.path}: ${sides.before.label} and ${sides.after.label}`);
  return createDiff ? createDiff(host, sides, currentTheme()) : showLines(host, sides);
}

const signs = { same: ' ', before: '−', after: '+' };

function showLines(host: HTMLElement, { before, after }: Sides): { dispose(): void } {
  const legend = document.createElement('p');
  legend.className = 'diff-legend';
  legend.textContent = `− ${before.label}   + ${after.label}`;
  const lines = document.createElement('div');
  lines.className = 'file-lines';
  lines.tabIndex = 0;
  for (const { kind, text } of diffLines(before.text, after.text)) {
    const line = document.createElement(kind === 'same' ? 'div' : kind === 'before' ? 'del' : 'ins');
    const sign = document.createElement('span');
    sign.textContent = signs[kind];
    // Whoever listens hears which side it is, from the element and in words.
    if (kind !== 'same') sign.setAttribute('aria-label', kind === 'before' ? before.label : after.label);
    sign.setAttribute('role', kind === 'same' ? 'presentation' : 'img');
    line.append(sign, text);
    lines.append(line);
  }
  lines.setAttribute('role', 'region');
  lines.setAttribute('aria-label', 'Lines of both');
  host.append(legend, lines);
  return { dispose: () => host.replaceChildren() };
}
