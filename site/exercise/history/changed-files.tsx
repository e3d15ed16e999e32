import { useEffect, useRef, useState } from 'preact/hooks';
import { showDiff } from '../diff.ts';
import { Tabs } from '../tabs.tsx';
import type { Change } from './changes.ts';
import type { TextFiles } from '../../../sandbox/session/work.ts';

interface ChangedFilesProps {
  changes: Change[];
  before: { label: string; files: TextFiles };
  after: { label: string; files: TextFiles };
  /** What the changes are called, in the words of the place. */
  words?: Record<Change['kind'], string>;
  onShow?(path: string): void;
}

const usual: Record<Change['kind'], string> = { added: 'new', changed: 'changed', removed: 'removed' };

/** Two versions side by side, one file at a time. */
export function ChangedFiles({ changes, before, after, words = usual, onShow }: ChangedFilesProps) {
  const [wanted, setWanted] = useState('');
  const shown = changes.find(({ path }) => path === wanted) ?? changes[0];
  const path = shown?.path ?? '';
  useEffect(() => onShow?.(path), [path]);
  if (!shown) return null;
  return (
    <div class="changed-files">
      <Tabs
        label="Files that differ"
        controls="changed-file"
        selected={path}
        tabs={changes.map((change) => ({
          id: change.path,
          label: (
            <>
              {change.path} <span class="change-kind">{words[change.kind]}</span>
            </>
          ),
        }))}
        onSelect={setWanted}
      />
      <div class="side-labels" aria-hidden="true">
        <span>{before.label}</span>
        <span>{after.label}</span>
      </div>
      <Sides
        path={path}
        before={{ label: before.label, text: before.files[path] ?? '' }}
        after={{ label: after.label, text: after.files[path] ?? '' }}
      />
    </div>
  );
}

function Sides({ path, before, after }: Parameters<typeof showDiff>[1]) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = document.createElement('div');
    place.className = 'diff-place';
    host.current?.replaceChildren(place);
    const showing = showDiff(place, { path, before, after });
    showing.catch(() => (place.textContent = 'The comparison could not be loaded. Is the network gone?'));
    return () => void showing.then(({ dispose }) => dispose()).catch(() => {});
  }, [path, before.text, after.text]);
  return <div class="sides" id="changed-file" role="tabpanel" aria-label={path} tabIndex={0} ref={host} />;
}
