import type { Model } from '../model.ts';
import { fromDrop } from './picked.ts';

/** A file that is dropped anywhere would make the browser leave the page: it opens the import instead. */
export function followDrops(model: Model): void {
  const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!hasFiles(event) || !event.dataTransfer) return;
    event.preventDefault();
    if (!model.workDialog.value) model.workDialog.value = { kind: 'import', picked: fromDrop(event.dataTransfer) };
  });
}
