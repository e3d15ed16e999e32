import { useState } from 'preact/hooks';
import { foldEqual, type DiffLine } from './value-diff.ts';
import { count } from './words.tsx';

const signs = { expected: '−', got: '+', same: '' };
const names = { expected: 'expected', got: 'got', same: '' };

/** Two values line by line: sign and word say which is which, marks show where they part, equal stretches are folded. */
export function DiffView({ lines }: { lines: DiffLine[] }) {
  return (
    <figure class="value-diff">
      <figcaption>What differs</figcaption>
      <div class="diff-lines">
        {foldEqual(lines).map((part, index) =>
          'folded' in part ? <Folded key={index} lines={part.folded} /> : <Line key={index} line={part} />,
        )}
      </div>
    </figure>
  );
}

function Folded({ lines }: { lines: DiffLine[] }) {
  const [open, setOpen] = useState(false);
  if (open) return lines.map((line, index) => <Line key={index} line={line} />);
  return (
    <button type="button" class="diff-fold" onClick={() => setOpen(true)}>
      Show {count(lines.length, 'equal line')}
    </button>
  );
}

function Line({ line: { kind, words } }: { line: DiffLine }) {
  return (
    <div class={`diff-line diff-${kind}`}>
      <span class="diff-side">
        {names[kind]} <span aria-hidden="true">{signs[kind]}</span>
      </span>
      <code>{words.map(({ text, changed }, index) => (changed ? <mark key={index}>{text}</mark> : text))}</code>
    </div>
  );
}
