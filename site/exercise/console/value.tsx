import { useState } from 'preact/hooks';
import type { PrintedValue } from '../../../sandbox/types.ts';
import { count, Icon } from '../words.tsx';
import { summary } from './text.ts';

/** A printed object that unfolds, level by level. */
export function Value({ name, value, open: first = false }: { name?: string; value: PrintedValue; open?: boolean }) {
  const [open, setOpen] = useState(first);
  const { entries, more = 0 } = value;
  const label = name === undefined ? null : <span class="value-key">{name}: </span>;
  if (!entries?.length) {
    return (
      <span class="value-leaf">
        {label}
        <span class={`value-${kindOf(value.text)}`}>{entries ? summary(value) : value.text}</span>
      </span>
    );
  }
  return (
    <>
      <button type="button" class="value-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'down' : 'right'} />
        <span>
          {label}
          {open ? value.text : summary(value)}
        </span>
      </button>
      {open && (
        <ul class="value-entries">
          {entries.map(([key, inner], index) => (
            <li key={index}>
              <Value name={key} value={inner} />
            </li>
          ))}
          {more > 0 && <li class="aside">{count(more, 'entry').replace('entrys', 'entries')} more, not sent along</li>}
        </ul>
      )}
    </>
  );
}

function kindOf(text: string): 'string' | 'constant' | 'other' {
  if (/^['"`]/.test(text)) return 'string';
  return /^(?:-?[\d.]|true$|false$|null$|undefined$|NaN$|-?Infinity$)/.test(text) ? 'constant' : 'other';
}
