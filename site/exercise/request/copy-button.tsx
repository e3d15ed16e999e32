import { useState } from 'preact/hooks';

/** Copies a text and says so; where the browser refuses, the text is shown to be selected. */
export function CopyButton({ label, text }: { label: string; text(): string }) {
  const [said, setSaid] = useState('');
  const [shown, setShown] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text());
      setSaid('Copied');
      setShown('');
    } catch {
      setSaid('The browser refused. Select it here:');
      setShown(text());
    }
  };
  return (
    <div class="copy-one">
      <button type="button" class="link" onClick={copy}>
        {label}
      </button>
      <span class="aside" role="status">
        {said}
      </span>
      {shown && <code>{shown}</code>}
    </div>
  );
}
