import type { Signal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Words } from './words.tsx';

interface HintsProps {
  hints: string[];
  /** How many are shown: the same beside the task and at a failure. */
  shown: Signal<number>;
  announced: Signal<string>;
  label?: string;
}

/** From a nudge to the region of the fault, one after the other. */
export function Hints({ hints, shown, announced, label = 'Hints' }: HintsProps) {
  const list = useRef<HTMLOListElement>(null);
  const lastByButton = useRef(false);
  // The button goes away with the last hint; the keyboard stays here.
  useLayoutEffect(() => {
    if (lastByButton.current) (list.current?.lastElementChild as HTMLElement | null)?.focus();
    lastByButton.current = false;
  }, [shown.value]);
  if (!hints.length) return null;
  const number = Math.min(shown.value, hints.length);
  const showNext = () => {
    lastByButton.current = number + 1 === hints.length;
    // Both places show it; it is said once.
    if (!lastByButton.current) announced.value = `Hint ${number + 1}: ${hints[number]!.replaceAll('`', '')}`;
    shown.value = number + 1;
  };
  return (
    <section class="hints" aria-label={label}>
      <ol ref={list}>
        {hints.slice(0, number).map((hint, index) => (
          <li key={index} tabIndex={-1}>
            <span class="hint-number">
              Hint {index + 1} of {hints.length}
            </span>
            <Words text={hint} />
          </li>
        ))}
      </ol>
      {number < hints.length ? (
        <button type="button" class="quiet" onClick={showNext}>
          {number === 0 ? 'Show a hint' : 'Show the next hint'}
          <span class="aside">
            {number + 1} of {hints.length}
          </span>
        </button>
      ) : (
        <p class="aside">These are all the hints. The solution opens under Work.</p>
      )}
    </section>
  );
}
