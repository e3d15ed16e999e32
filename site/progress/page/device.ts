/** What of the learner is on this device, and how it goes. */
import { progressKey } from '../../../sandbox/progress/kept.ts';
import { writeProgressFile } from '../../../sandbox/progress/file.ts';
import type { Progress } from '../../../sandbox/progress/progress.ts';
import { database, openExisting, settled } from '../../device/database.ts';
import { record } from '../../device/record.ts';
import { saveFile } from '../../device/save-file.ts';
import { forgetOffline } from '../../offline/forget.ts';

/** Hands the record over as a download, named by its day. */
export function saveProgress(progress: Progress): void {
  const day = new Date().toISOString().slice(0, 10);
  saveText(`engine-room-progress-${day}.json`, writeProgressFile(progress));
}

export const saveText = (name: string, text: string): void => saveFile(name, text, 'application/json');

/** Records that could not be read and were kept aside, by the name of their key. */
export async function keptAside(): Promise<Record<string, unknown>> {
  const db = await openExisting();
  if (!db) return {};
  try {
    const records = db.transaction(database.store).objectStore(database.store);
    const [keys, values] = await Promise.all([settled(records.getAllKeys()), settled(records.getAll())]);
    const all = keys.map((key, index): [string, unknown] => [String(key), values[index]]);
    return Object.fromEntries(all.filter(([key]) => key.startsWith(`${progressKey}:unreadable:`)));
  } finally {
    db.close();
  }
}

/** The settings of this course: a host may have other projects at the same address. */
const ownSettings = /^(?:theme|offline|(?:engine-room|tabs|progress:pending):.*)$/;

/**
 * Deletes everything that the course has stored in this browser: progress, code, playgrounds, settings and the copy for
 * use without a network. Other tabs forget it, too.
 */
export async function deleteEverything(): Promise<void> {
  // First, so that it does not bring back what goes.
  if (import.meta.env.DEV) await (await import('../../device/folder-record.ts')).forgetFile();
  record().forget();
  await settled(indexedDB.deleteDatabase(database.name));
  for (const key of Object.keys(localStorage)) if (ownSettings.test(key)) localStorage.removeItem(key);
  await forgetOffline(import.meta.env.BASE_URL.replace(/\/*$/, '/'));
}
