import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Words } from '../words.tsx';

interface NameFormProps {
  label: string;
  /** What the button says. */
  verb: string;
  initial?: string;
  /** Throws an error with a sentence for the learner when the name cannot be. */
  onSubmit(name: string): void;
  onCancel(): void;
}

/** Asks for the name of a file, and says why one cannot be. */
export function NameForm({ label, verb, initial = '', onSubmit, onCancel }: NameFormProps) {
  const [fault, setFault] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    // The part before the extension is what changes.
    input.current?.setSelectionRange(initial.lastIndexOf('/') + 1, Math.max(0, initial.lastIndexOf('.')));
  }, []);
  return (
    <form
      class="name-form"
      onSubmit={(event) => {
        event.preventDefault();
        try {
          onSubmit(input.current?.value.trim() ?? '');
        } catch (error) {
          setFault(error instanceof Error ? error.message : String(error));
          input.current?.focus();
        }
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <label for="file-name">{label}</label>
      <input
        ref={input}
        id="file-name"
        type="text"
        defaultValue={initial}
        placeholder="lib/helpers.ts"
        spellcheck={false}
        autocapitalize="off"
        autocomplete="off"
        aria-invalid={fault !== ''}
        aria-describedby={fault ? 'file-name-fault' : undefined}
      />
      {fault && (
        <p class="name-fault" id="file-name-fault" role="alert">
          <Words text={fault} />
        </p>
      )}
      <div class="name-actions">
        <button type="submit" class="quiet">
          {verb}
        </button>
        <button type="button" class="quiet" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
