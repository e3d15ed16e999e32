import { Menu } from '../menu.tsx';
import type { Model } from '../model.ts';
import { goToFullNode } from '../run-options.tsx';
import { saveFolder } from './save-folder.ts';

/** What can be done with the learner's files as a whole. */
export function WorkMenu({ model }: { model: Model }) {
  const { page, workDialog, state } = model;
  const open = (kind: 'history' | 'import' | 'solution') => (workDialog.value = { kind });
  const versions = state.value.history.length;
  return (
    <Menu
      label="Work"
      items={[
        { label: 'History', aside: versions ? `${versions} kept` : 'empty', choose: () => open('history') },
        { label: 'Download as a folder', choose: () => saveFolder(model) },
        { label: 'Import', choose: () => open('import') },
        ...(page.mode === 'playground' ? [] : [{ label: 'Solution', choose: () => open('solution') }]),
        ...(import.meta.env.FULL_NODE && page.fullNode
          ? [{ label: 'Run on full Node', choose: () => void goToFullNode(model) }]
          : []),
      ]}
    />
  );
}
