import { useRef, useState } from 'preact/hooks';
import { Icon } from '../exercise/words.tsx';
import type { Desk } from './desk.ts';
import type { Template } from './model.ts';
import type { Entry } from './playgrounds.ts';

export interface ColumnProps {
  desk: Desk;
  templates: Pick<Template, 'id' | 'title' | 'line'>[];
  /** Address of the page, without its query. */
  page: string;
  /** Not before the workspace is there. */
  onShare?: (() => void) | undefined;
  /** Says what is wrong with a file that cannot be opened. */
  onFile?: ((file: File) => Promise<string | undefined>) | undefined;
}

/** The left column of a playground: its name, the others on this device, and what a new one can begin as. */
export function Column(props: ColumnProps) {
  const { desk, templates, page, onShare, onFile } = props;
  return (
    <>
      <Name desk={desk} />
      <div class="playground-actions">
        <button type="button" class="quiet" disabled={!onShare} onClick={onShare}>
          <Icon name="next" />
          Share
        </button>
        <OpenFile onFile={onFile} />
      </div>
      <p class="playground-problem" role="status">
        {desk.problem.value}
      </p>
      <h2>Begin a new one</h2>
      <ul class="gallery">
        {templates.map(({ id, title, line }) => (
          <li key={id}>
            <a href={`${page}?new=${id}`}>{title}</a>
            <span>{line}</span>
          </li>
        ))}
      </ul>
      <OnDevice desk={desk} page={page} />
    </>
  );
}

/** Enter or leaving the field renames; Escape takes the text back. */
function Name({ desk }: { desk: Desk }) {
  return (
    <form
      class="playground-name"
      onSubmit={(event) => {
        event.preventDefault();
        (event.currentTarget as HTMLFormElement).querySelector('input')?.blur();
      }}
    >
      <label for="playground-name">Name of this playground</label>
      <input
        id="playground-name"
        value={desk.name.value}
        maxLength={80}
        autocomplete="off"
        onBlur={(event) => {
          void desk.rename(event.currentTarget.value);
          event.currentTarget.value = desk.name.value;
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.value = desk.name.value;
        }}
      />
    </form>
  );
}

function OpenFile({ onFile }: { onFile: ColumnProps['onFile'] }) {
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState('');
  return (
    <>
      <button type="button" class="quiet" onClick={() => input.current?.click()}>
        Open a file
      </button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="A playground that was saved as a file"
        hidden
        onChange={async ({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          currentTarget.value = '';
          if (file) setFault((await onFile?.(file)) ?? '');
        }}
      />
      {fault && (
        <p class="playground-problem" role="alert">
          {fault}
        </p>
      )}
    </>
  );
}

function OnDevice({ desk, page }: { desk: Desk; page: string }) {
  const living = desk.entries.value.filter(({ deletedAt }) => !deletedAt);
  const gone = desk.entries.value.filter(({ deletedAt }) => deletedAt);
  const deleted = desk.deleted.value;
  return (
    <section class="on-device" aria-labelledby="on-device">
      <h2 id="on-device">On this device</h2>
      {living.length === 0 && <p class="aside">None yet. A playground is kept here from its first change or run on.</p>}
      <ul>
        {living.map((entry) => (
          <Row key={entry.id} entry={entry} desk={desk} page={page} />
        ))}
      </ul>
      <p role="status" class="deleted-note">
        {deleted && (
          <>
            “{deleted.name}” is deleted{deleted.id === desk.id && ', and open here until you leave'}.{' '}
            <button type="button" class="quiet" onClick={() => void desk.restore(deleted)}>
              Undo
            </button>
          </>
        )}
      </p>
      {gone.length > 0 && (
        <details>
          <summary>Deleted in the last 30 days ({gone.length})</summary>
          <ul>
            {gone.map((entry) => (
              <li key={entry.id}>
                <span>{entry.name}</span>
                <button type="button" class="quiet" onClick={() => void desk.restore(entry)}>
                  Restore<span class="visually-hidden"> {entry.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Row({ entry, desk, page }: { entry: Entry; desk: Desk; page: string }) {
  const here = entry.id === desk.id;
  return (
    <li>
      <a href={`${page}?id=${entry.id}`} aria-current={here ? 'page' : undefined}>
        {entry.name}
      </a>
      <span class="aside">{here ? 'open' : day(entry.usedAt)}</span>
      <button type="button" class="quiet" onClick={() => void desk.remove(entry)}>
        Delete<span class="visually-hidden"> {entry.name}</span>
      </button>
    </li>
  );
}

/** `3 Jan` in the learner's own words. */
const day = (iso: string) => new Date(iso).toLocaleDateString(undefined, { day: 'numeric', month: 'short' });
