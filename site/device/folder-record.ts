/** With `npm start`, the record of this browser and `workspace/progress.json` are one. */
import { writeProgressFile } from '../../sandbox/progress/file.ts';
import { readProgress } from '../../sandbox/progress/read.ts';
import type { Progress } from '../../sandbox/progress/progress.ts';
import { hasFolder, joinRecord, removeRecord } from './folder.ts';
import { record } from './record.ts';

/** ms after a change: several come together. */
const pause = 300;

let begun = false;
let known = '';
let timer: ReturnType<typeof setTimeout>;

/** Joins both now, after each change here, and whenever the learner comes back to the page. */
export function followRecord(): void {
  if (begun || !hasFolder()) return;
  begun = true;
  record().subscribe(soon);
  addEventListener('focus', () => void join());
  document.addEventListener('visibilitychange', () => void join());
  void join();
}

/** The file has changed, or may have. */
export async function join(): Promise<void> {
  const { progress } = await record().load();
  try {
    const read = readProgress((await joinRecord(progress)).record);
    if (typeof read === 'string') return;
    known = writeProgressFile(read.progress);
    if (known !== writeProgressFile(progress)) await record().merge(read.progress);
  } catch {
    // Nobody answers: each side keeps its own, and the next time joins them.
  }
}

/** Deletes the file, too. */
export async function forgetFile(): Promise<void> {
  if (hasFolder()) await removeRecord().catch(() => {});
}

function soon(progress: Progress): void {
  if (writeProgressFile(progress) === known) return;
  clearTimeout(timer);
  timer = setTimeout(() => void join(), pause);
}
