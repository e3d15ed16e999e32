import type { Signal } from '@preact/signals';
import type { FolderStatus } from '../../../sandbox/session/folder-sync.ts';
import { Icon, Words } from '../words.tsx';
import './folder-line.css';
import { statusWords } from './words.ts';

interface FolderLineOptions {
  status: Signal<FolderStatus>;
  /** The learner's file in front; nothing while it is the suite. */
  shown(): string;
  /** Makes the folder, or puts back what is missing in it. */
  open(): void;
}

const icons = { connecting: 'files', absent: 'files', saving: 'auto', saved: 'passed', elsewhere: 'files' } as const;

/** Where the file lies in `workspace/`, and whether it is saved there. */
export function createFolderLine({ status, shown, open }: FolderLineOptions) {
  return function FolderLine() {
    const now = status.value;
    const missing = now.kind === 'saved' && now.missing.length > 0;
    return (
      <p class={`folder-line ${now.kind}`} data-folder={now.kind}>
        <Icon name={icons[now.kind as keyof typeof icons] ?? 'warn'} />
        <span>
          <Words text={statusWords(now, shown())} />
        </span>
        {(now.kind === 'absent' || missing) && (
          <button type="button" class="folder-button" onClick={open}>
            {missing ? 'Put it back' : 'Work in workspace/ too'}
          </button>
        )}
      </p>
    );
  };
}
