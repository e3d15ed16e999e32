import { useEffect, useState } from 'preact/hooks';
import { errorText } from '../../../sandbox/session/work.ts';
import { Dialog } from '../dialog.tsx';
import type { Model } from '../model.ts';
import { Icon } from '../words.tsx';
import { ChangedFiles } from './changed-files.tsx';
import { planImport, withoutMissing, type Entry, type ImportPlan } from './import-plan.ts';
import { fromDrop, fromFiles } from './picked.ts';

/** Files from elsewhere: picked or dropped, looked through, and taken over only then. */
export function ImportDialog({ model, onClose }: { model: Model; onClose(): void }) {
  const [plan, setPlan] = useState<ImportPlan>();
  const [fault, setFault] = useState('');
  const look = async (picked: Promise<Entry[]>) => {
    setFault('');
    setPlan(undefined);
    try {
      setPlan(planImport(await picked, model.page.exercise, model.state.value.files));
    } catch (error) {
      setFault(errorText(error));
    }
  };
  useEffect(() => {
    const { value } = model.workDialog;
    if (value?.kind === 'import' && value.picked) void look(value.picked);
  }, []);
  return (
    <Dialog title="Import" size={plan ? 'wide' : 'text'} onClose={onClose}>
      {plan ? (
        <Preview model={model} plan={plan} onBack={() => setPlan(undefined)} onClose={onClose} />
      ) : (
        <Pick look={look} fault={fault} />
      )}
    </Dialog>
  );
}

function Pick({ look, fault }: { look(picked: Promise<Entry[]>): void; fault: string }) {
  const [over, setOver] = useState(false);
  return (
    <div
      class="drop-place"
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        if (event.dataTransfer) look(fromDrop(event.dataTransfer));
      }}
    >
      {fault && (
        <p class="import-fault" role="alert">
          <Icon name="error" /> {fault}
        </p>
      )}
      <p>
        Bring back a downloaded archive, the exercise’s folder, or single files. You see what would change before
        anything does, and your present files are kept in the history.
      </p>
      <div class="pick-buttons">
        <PickButton label="Choose an archive or files" look={look} />
        <PickButton label="Choose a folder" look={look} folder />
      </div>
      <p class="aside">Or drop them here.</p>
    </div>
  );
}

function PickButton({
  label,
  folder,
  look,
}: {
  label: string;
  folder?: boolean;
  look(picked: Promise<Entry[]>): void;
}) {
  return (
    <label class="pick">
      <input
        type="file"
        multiple
        ref={(input) => void input?.toggleAttribute('webkitdirectory', folder === true)}
        onChange={({ currentTarget }) => {
          if (currentTarget.files?.length) look(fromFiles([...currentTarget.files]));
          currentTarget.value = '';
        }}
      />
      <span>{label}</span>
    </label>
  );
}

interface PreviewProps {
  model: Model;
  plan: ImportPlan;
  onBack(): void;
  onClose(): void;
}

function Preview({ model, plan, onBack, onClose }: PreviewProps) {
  const [remove, setRemove] = useState(false);
  const [fault, setFault] = useState('');
  const present = model.state.value.files;
  const { files, changes } = remove ? withoutMissing(plan, present) : plan;
  const take = () => {
    try {
      model.services.value?.session.replaceAll(files, 'import');
      model.announced.value = 'Imported. The files from before are kept in the history.';
      onClose();
    } catch (error) {
      setFault(errorText(error));
    }
  };
  return (
    <div class="import-preview">
      <p>{changes.length ? 'This would change:' : 'Your files are like this already: there is nothing to import.'}</p>
      <Doubts plan={plan} fault={fault} />
      {plan.missing.length > 0 && (
        <label class="check">
          <input type="checkbox" checked={remove} onChange={() => setRemove(!remove)} />
          Also remove your files that are not in it: {plan.missing.join(', ')}
        </label>
      )}
      <ChangedFiles changes={changes} before={{ label: 'Now', files: present }} after={{ label: 'After', files }} />
      <div class="dialog-actions">
        <button type="button" class="run" disabled={!changes.length} onClick={take}>
          Import
        </button>
        <button type="button" class="quiet" onClick={onBack}>
          Choose something else
        </button>
      </div>
    </div>
  );
}

function Doubts({ plan, fault }: { plan: ImportPlan; fault: string }) {
  const skipped = plan.skipped.filter(({ why }) => why);
  return (
    <>
      {[plan.doubt, fault]
        .filter((text) => text)
        .map((text) => (
          <p key={text} class="import-fault" role="alert">
            <Icon name="error" /> {text}
          </p>
        ))}
      {skipped.length > 0 && (
        <details class="skipped">
          <summary>Left out: {skipped.length === 1 ? '1 file' : `${skipped.length} files`}</summary>
          <ul>
            {skipped.map(({ path, why }) => (
              <li key={path}>
                <code>{path}</code>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
