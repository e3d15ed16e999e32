import { saveFile } from '../../device/save-file.ts';
import type { Model } from '../model.ts';
import { loadAnswers } from './answers.ts';
import { folderOf } from './folder.ts';

/** Hands the learner's files over as an archive. Needs no storage, and no network once the page is ready. */
export async function saveFolder(model: Model): Promise<void> {
  const { exercise } = model.page;
  try {
    const { pack } = await import('./archive.ts');
    // Without a network `npm run open` adds the README later.
    const readme = await loadAnswers(exercise.slug).then(
      (answers) => answers.readme,
      () => undefined,
    );
    saveFile(`${exercise.slug}.zip`, pack(folderOf(exercise, model.state.value.files, readme)), 'application/zip');
    model.announced.value = `Your work is in ${exercise.slug}.zip, in the downloads of your browser.`;
  } catch {
    model.announced.value =
      'The download could not be made, because a part of the page is missing without a network. Try again later, or copy your code.';
  }
}
