import { faultWords } from './fault-words.ts';

/** Blocks whose scripts come when they are first touched. Until then they can be read, and what they show is written. */
const parts: Record<string, () => Promise<unknown>> = {
  'play-ground': () => import('./playground.ts'),
  'parsons-problem': () => import('./parsons.ts'),
  'try-request': () => import('./try-request.ts'),
  'sql-runner': () => import('./sql-runner.ts'),
  'shell-block': () => import('./shell-block.ts'),
  'config-lint': () => import('./config-lint.ts'),
  'layer-cache': () => import('./layer-cache.ts'),
  'compare-runs': () => import('./compare-runs.ts'),
};

const asleep = Object.keys(parts)
  .map((name) => `${name}:not(:defined)`)
  .join();

/** Resolves when the block can be used; rejects when its script did not come. */
export async function wake(block: Element): Promise<void> {
  const name = block.localName;
  if (!customElements.get(name)) await parts[name]?.();
}

function onTouch(event: Event): void {
  const target = event.target as Element;
  const block = target.closest?.(asleep);
  if (!block) return;
  const again = repeated(event, target);
  wake(block).then(again, (error: unknown) => {
    const result = block.querySelector(':scope > .actions .result');
    // Passing by is no reason to speak; using it is.
    if (result && (again || event.type === 'input'))
      result.textContent = `${faultWords(error)} What you wrote is kept; each further use tries again.`;
  });
}

/** What was pressed before there was anybody to hear it is pressed again. */
function repeated(event: Event, target: Element): (() => void) | undefined {
  const button = target.closest('button');
  if (event.type === 'click' && button) {
    event.stopPropagation();
    return () => button.click();
  }
  if (!(event instanceof KeyboardEvent) || !isUse(event, target)) return undefined;
  // Alone it is a new line.
  if (target.localName === 'textarea' && !event.ctrlKey && !event.metaKey) return undefined;
  event.stopPropagation();
  // Where nothing is written, a space would scroll the page.
  if (event.key === ' ') event.preventDefault();
  return () => target.dispatchEvent(new KeyboardEvent('keydown', event));
}

/** Enter, and Space on a line that is moved with it; buttons and links do both by themselves. */
function isUse({ key }: KeyboardEvent, target: Element): boolean {
  if (target.closest('button, a, summary')) return false;
  return key === 'Enter' || (key === ' ' && target.matches('[data-line]'));
}

for (const type of ['click', 'focusin', 'input', 'keydown', 'pointerover'])
  document.addEventListener(type, onTouch, true);

/** The browser may bring back what was typed before a reload: then what stands beside it is out of date. */
addEventListener('pageshow', () => {
  for (const block of document.querySelectorAll(asleep)) {
    const areas = [...block.querySelectorAll('textarea')];
    if (areas.some((area) => area.value !== area.defaultValue)) wake(block).catch(() => {});
  }
});
