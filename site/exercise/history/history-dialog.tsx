import { useState } from 'preact/hooks';
import type { Snapshot } from '../../../sandbox/session/history.ts';
import { Dialog } from '../dialog.tsx';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { ChangedFiles } from './changed-files.tsx';
import { changesBetween } from './changes.ts';
import { momentWords, reasonWords, verdictWords } from './moments.ts';

/** All versions that were kept, each as a diff against the present one, and the way back to it. */
export function HistoryDialog({ model, onClose }: { model: Model; onClose(): void }) {
  const { state, workDialog } = model;
  const versions = state.value.history.toReversed();
  const asked = workDialog.value?.kind === 'history' ? workDialog.value.id : undefined;
  const [id, setId] = useState(asked);
  const chosen = versions.find((version) => version.id === id) ?? versions[0];
  return (
    <Dialog title="History" size="wide" onClose={onClose}>
      {chosen ? (
        <div class="history">
          <ol class="versions" aria-label="Versions, the latest first">
            {versions.map((version) => (
              <li key={version.id}>
                <Version version={version} chosen={version === chosen} choose={() => setId(version.id)} />
              </li>
            ))}
          </ol>
          <Chosen key={chosen.id} model={model} version={chosen} onClose={onClose} />
        </div>
      ) : (
        <p>
          There is no earlier version yet. One is kept at each run, and before anything takes the place of your files.
        </p>
      )}
    </Dialog>
  );
}

function Version({ version, chosen, choose }: { version: Snapshot; chosen: boolean; choose(): void }) {
  const { verdict } = version;
  return (
    <button type="button" class="version" aria-current={chosen ? 'true' : undefined} onClick={choose}>
      <span class="version-what">{reasonWords(version)}</span>
      <span class="version-when">{momentWords(version.at, Date.now())}</span>
      {verdict && (
        <span class={`version-verdict ${verdict.status}`}>
          <Icon name={verdict.status} />
          {verdictWords(verdict)}
        </span>
      )}
    </button>
  );
}

function Chosen({ model, version, onClose }: { model: Model; version: Snapshot; onClose(): void }) {
  const { files } = model.state.value;
  const changes = changesBetween(version.files, files);
  const restore = () => {
    model.services.value?.session.restore(version.id);
    model.announced.value = 'The version is back. The one before it is kept in the history.';
    onClose();
  };
  return (
    <section class="chosen" aria-label="The chosen version">
      <div class="chosen-head">
        <p>
          {changes.length === 0
            ? 'Your files are like this now.'
            : 'What has changed since then. Restoring keeps your present files in the history.'}
        </p>
        <button type="button" class="quiet" disabled={changes.length === 0} onClick={restore}>
          <Icon name="reset" />
          Restore this version
        </button>
      </div>
      <ChangedFiles
        changes={changes}
        before={{ label: 'This version', files: version.files }}
        after={{ label: 'Now', files }}
      />
    </section>
  );
}
