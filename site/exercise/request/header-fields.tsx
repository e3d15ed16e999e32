import { useRef } from 'preact/hooks';
import { afterDrawing } from '../after-drawing.ts';
import { Icon } from '../words.tsx';
import { wellKnownHeaders } from './check.ts';
import type { Client } from './client.ts';

/** Rows of names and values. Case and order go over the wire as they stand here. */
export function HeaderFields({ client }: { client: Client }) {
  const { headers } = client.draft.value;
  const root = useRef<HTMLDivElement>(null);
  const focusRow = (index: number) =>
    afterDrawing(() => {
      const names = root.current?.querySelectorAll<HTMLElement>('.header-name-field');
      (names?.[Math.min(index, names.length - 1)] ?? root.current?.querySelector<HTMLElement>('.header-add'))?.focus();
    });
  return (
    <div ref={root} class="header-fields">
      <datalist id="well-known-headers">
        {wellKnownHeaders.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {headers.map(([name, value], index) => (
        <HeaderRow
          key={index}
          index={index}
          header={[name, value]}
          onChange={(header) => client.change({ headers: headers.with(index, header) })}
          onRemove={() => {
            client.change({ headers: headers.toSpliced(index, 1) });
            focusRow(index);
          }}
        />
      ))}
      <button
        type="button"
        class="quiet header-add"
        onClick={() => {
          client.change({ headers: [...headers, ['', '']] });
          focusRow(headers.length);
        }}
      >
        Add a header
      </button>
    </div>
  );
}

interface RowProps {
  index: number;
  header: [string, string];
  onChange(header: [string, string]): void;
  onRemove(): void;
}

const plain = { spellcheck: false, autocomplete: 'off', autocapitalize: 'off' } as const;

function HeaderRow({ index, header: [name, value], onChange, onRemove }: RowProps) {
  return (
    <div class="header-row" role="group" aria-label={`Header ${index + 1}`}>
      <input
        {...plain}
        class="header-name-field"
        aria-label="Name"
        placeholder="Name"
        list="well-known-headers"
        value={name}
        onInput={({ currentTarget }) => onChange([currentTarget.value, value])}
      />
      <input
        {...plain}
        aria-label="Value"
        placeholder="Value"
        value={value}
        onInput={({ currentTarget }) => onChange([name, currentTarget.value])}
      />
      <button type="button" class="icon-button" onClick={onRemove}>
        <Icon name="failed" />
        <span class="visually-hidden">Remove the header {name}</span>
      </button>
    </div>
  );
}
