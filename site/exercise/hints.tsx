import { useState } from 'preact/hooks';
import { Words } from './words.tsx';

/** From a nudge to the region of the fault, one after the other. */
export function Hints({ hints }: { hints: string[] }) {
  const [shown, setShown] = useState(0);
  if (!hints.length) return null;
  const left = hints.length - shown;
  return (
    <section class="hints" aria-label="Hints">
      <ol aria-live="polite">
        {hints.slice(0, shown).map((hint, index) => (
          <li key={index}>
            <span class="hint-number">Hint {index + 1}</span>
            <Words text={hint} />
          </li>
        ))}
      </ol>
      {left > 0 ? (
        <button type="button" class="quiet" onClick={() => setShown(shown + 1)}>
          {shown === 0 ? 'Show a hint' : 'Show the next hint'}
          <span class="aside">
            {shown + 1} of {hints.length}
          </span>
        </button>
      ) : (
        <p class="aside">These are all the hints.</p>
      )}
    </section>
  );
}
