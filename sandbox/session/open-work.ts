import { historyKey, joinHistories, migrateSnapshots, readHistory, type Snapshot } from './history.ts';
import type { Agreed } from './keeper.ts';
import type { Notice, SessionOptions } from './session.ts';
import { storageFault } from './storage-fault.ts';
import { mergeWork, readWork, workKey, type TextFiles } from './work.ts';

export interface Opened {
  files: TextFiles;
  history: Snapshot[];
  agreed: Agreed;
  notices: Notice[];
  /** Nothing may be saved: what is stored would be lost. */
  readOnly: boolean;
  /** The history came from a record that the next save replaces. */
  migrated: boolean;
  /** Nothing could be read. There may be work that is not known here. */
  failed: boolean;
}

/** Reads what was saved. Whatever goes wrong here, the exercise opens. */
export async function openWork(options: SessionOptions, starter: TextFiles): Promise<Opened> {
  const { exercise, storage } = options;
  const { slug } = exercise;
  const opened: Opened = {
    files: starter,
    history: [],
    agreed: { revision: 0, files: starter },
    notices: [],
    readOnly: false,
    migrated: false,
    failed: false,
  };
  try {
    const [stored, storedHistory] = [await storage.get(workKey(slug)), await storage.get(historyKey(slug))];
    const history = readHistory(storedHistory);
    const read = stored === undefined ? undefined : readWork(stored, slug);
    if (read === 'newer' || history === 'newer') return { ...opened, notices: [{ kind: 'newer' }], readOnly: true };
    if (history === 'unreadable') await setAside(options, historyKey(slug), storedHistory, opened);
    else opened.history = history;
    const legacy = typeof read === 'object' && 'snapshots' in read ? migrateSnapshots(read.snapshots) : [];
    if (read === 'unreadable' || !legacy) {
      await setAside(options, workKey(slug), stored, opened);
      return opened;
    }
    if (!read) return opened;
    const { files, changedUpstream } = mergeWork(read.work, starter);
    if (changedUpstream.length) opened.notices.push({ kind: 'starter-changed', files: changedUpstream });
    const { revision } = read.work;
    const whole = joinHistories(legacy, opened.history);
    return { ...opened, files, history: whole, agreed: { revision, files }, migrated: legacy.length > 0 };
  } catch (error) {
    const notices: Notice[] = [...opened.notices, { kind: 'not-saved', ...storageFault(error) }];
    return { ...opened, notices, failed: !opened.readOnly };
  }
}

/** Copies what cannot be read to another key, where it is safe from the next save. */
async function setAside({ storage, clock }: SessionOptions, key: string, stored: unknown, opened: Opened) {
  const keptAs = `${key}:unreadable:${new Date(clock.now()).toISOString()}`;
  opened.readOnly = true;
  await storage.set(keptAs, stored);
  opened.readOnly = false;
  opened.notices.push({ kind: 'unreadable', keptAs });
}
