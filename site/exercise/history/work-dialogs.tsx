import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { Dialog } from '../dialog.tsx';
import type { Model } from '../model.ts';

type Dialogs = typeof import('./dialogs.tsx');

/** The dialog that was asked for. Its code comes with the first one, or was fetched quietly before. */
export function WorkDialogs({ model }: { model: Model }) {
  const { workDialog } = model;
  const wanted = workDialog.value;
  const [loaded, setLoaded] = useState<Dialogs | 'failed'>();
  useEffect(() => {
    if (!wanted || typeof loaded === 'object') return;
    import('./dialogs.tsx').then(setLoaded, () => setLoaded('failed'));
  }, [wanted]);
  if (!wanted || !loaded) return null;
  const close = () => (workDialog.value = undefined);
  if (loaded === 'failed') {
    return (
      <Dialog title="This part is missing" onClose={close}>
        <p>It could not be loaded. Is the network gone? Your work stays as it is; try again later.</p>
      </Dialog>
    );
  }
  const Shown: ComponentType<{ model: Model; onClose(): void }> = loaded[wanted.kind];
  return <Shown model={model} onClose={close} />;
}
