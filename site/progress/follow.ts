import type { Progress } from '../../sandbox/progress/progress.ts';
import { database, openExisting, settled } from '../device/database.ts';

/**
 * Shows the progress now and after each change, in this tab or another. It only looks: the record's own code checks what
 * it reads and is larger, so it comes when something is to be written. Without storage nothing is shown.
 */
export function followProgress(show: (progress: Progress) => unknown): void {
  const look = () => void peek().then(show).catch(() => {});
  look();
  if (typeof BroadcastChannel !== 'undefined') channel().addEventListener('message', look);
} // prettier-ignore

let shared: BroadcastChannel | undefined;
const channel = () => (shared ??= new BroadcastChannel('progress'));

async function peek(): Promise<Progress> {
  return { version: 2, exercises: {}, lessons: {}, answers: {}, stages: {}, ...(await read()) };
}

async function read(): Promise<Partial<Progress> | undefined> {
  const db = await openExisting();
  try {
    const records = db?.transaction(database.store).objectStore(database.store);
    return records && ((await settled(records.get('progress'))) as Progress | undefined);
  } finally {
    db?.close();
  }
}
