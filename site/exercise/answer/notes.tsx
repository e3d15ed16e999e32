import { useId, useRef } from 'preact/hooks';
import { patchLines, type PatchLine } from '../../../sandbox/answers/patch.ts';
import type { Choice, Note } from '../../../sandbox/answers/types.ts';
import { addNote, changeNote, removeNote } from '../../../sandbox/answers/write.ts';
import { afterDrawing } from '../after-drawing.ts';
import { TextField } from './questions.tsx';
import { Icon } from '../words.tsx';
import type { Writing } from './view.tsx';

const marks: Record<PatchLine['kind'], string> = { added: 'added: ', removed: 'removed: ', same: '', head: '' };

/** A patch whose lines take notes. The numbers are those of the patch's file, as the answer names them. */
export function Notes({ sheet: { notes: asked }, answer, write, say, readOnly }: Writing) {
  const root = useRef<HTMLDivElement>(null);
  if (!asked) return null;
  const lines = patchLines(asked.patch);
  const pinned = answer.notes.map((note, at) => ({ note, at }));
  const focus = (selector: string) => afterDrawing(() => root.current?.querySelector<HTMLElement>(selector)?.focus());
  const add = (line: number) => {
    write(`note ${pinned.length}`, (text) => addNote(text, { line, about: '', text: '' }));
    say(`Note at line ${line}`);
    focus(`[data-note="${pinned.length}"] select`);
  };
  const remove = (at: number, line: number) => {
    write(`note ${at}`, (text) => removeNote(text, at));
    say(`Note at line ${line} removed`);
    focus(`[data-line="${line}"] button`);
  };
  const show = ({ note, at }: { note: Note; at: number }) => (
    <OneNote
      key={at}
      at={at}
      note={note}
      about={asked.about}
      readOnly={readOnly}
      onChange={(key, value) => write(`note ${at} ${key}${key === 'text' ? '…' : ''}`, (text) => changeNote(text, at, key, value))}
      onRemove={() => remove(at, note.line)}
    />
  ); // prettier-ignore
  const lost = pinned.filter(({ note }) => !lines[note.line - 1]);
  return (
    <section aria-label={`The patch, ${asked.file}`}>
      <h2 class="answer-head">The patch</h2>
      <p class="aside answer-help">The number before a line pins a note to it.</p>
      <div class="patch" ref={root}>
        {lines.map((line, index) => (
          <div key={index} class={`patch-line ${line.kind}`} data-line={index + 1}>
            {line.kind === 'head' ? (
              <span class="patch-number">{index + 1}</span>
            ) : (
              <button type="button" class="patch-number" disabled={readOnly} aria-label={`Add a note to line ${index + 1}`} onClick={() => add(index + 1)}>
                {index + 1}
              </button>
            )}
            <code>
              <span class="visually-hidden">{marks[line.kind]}</span>
              {line.text || ' '}
            </code>
            {pinned.filter(({ note }) => note.line === index + 1).map(show)}
          </div>
        ))}
        {lost.map(show)}
      </div>
    </section>
  ); // prettier-ignore
}

interface NoteProps {
  at: number;
  note: Note;
  about: Choice[];
  readOnly: boolean;
  onChange(key: 'about' | 'text', value: string): void;
  onRemove(): void;
}

function OneNote({ at, note, about, readOnly, onChange, onRemove }: NoteProps) {
  const id = useId();
  return (
    <div class="patch-note" data-note={at} role="group" aria-label={`Note at line ${note.line}`}>
      <label for={id}>It is about</label>
      <select id={id} value={note.about} disabled={readOnly} onChange={({ currentTarget }) => onChange('about', currentTarget.value)}>
        <option value="">Choose</option>
        {about.map((one) => (
          <option key={one.id} value={one.id}>
            {one.text}
          </option>
        ))}
      </select>
      <TextField
        field={{ id: 'text', label: 'What you would write to the author', kind: 'text', options: [] }}
        said={note.text}
        readOnly={readOnly}
        onSay={(value) => onChange('text', String(value))}
      />
      <button type="button" class="quiet small" disabled={readOnly} onClick={onRemove}>
        <Icon name="remove" /> Remove this note
      </button>
    </div>
  );
} // prettier-ignore
