import { useMemo, useState } from 'preact/hooks';
import { beginningOf, readBody } from './body-text.ts';

/** The body of a message: JSON laid out, with the raw text one click away; what is long is folded. */
export function Body({ text }: { text: string }) {
  const { pretty, raw } = useMemo(() => readBody(text), [text]);
  const [wantsRaw, setWantsRaw] = useState(false);
  const [whole, setWhole] = useState(false);
  if (!raw) return <p class="aside body-empty">(empty body)</p>;
  const chosen = pretty === undefined || wantsRaw ? raw : pretty;
  const { shown, rest } = beginningOf(chosen);
  return (
    <>
      <pre class="body-text">
        {whole ? chosen : shown}
        {rest && !whole && <span aria-hidden="true"> …</span>}
      </pre>
      {(rest || pretty !== undefined) && (
        <p class="body-actions">
          {rest && (
            <button type="button" class="link-button" aria-expanded={whole} onClick={() => setWhole(!whole)}>
              {whole ? 'Show less' : `Show ${rest}`}
            </button>
          )}
          {pretty !== undefined && (
            <button type="button" class="link-button" aria-pressed={wantsRaw} onClick={() => setWantsRaw(!wantsRaw)}>
              Raw text
            </button>
          )}
        </p>
      )}
    </>
  );
}
