import { createJournal } from '../../sandbox/progress/journal.ts';
import { createProgress, type ProgressStore } from '../../sandbox/progress/store.ts';
import { openChannel } from './channel.ts';
import { createStorage } from './storage.ts';

let store: ProgressStore | undefined;

/** The learner's progress on this device: one store for the page, whoever asks. */
export function record(): ProgressStore {
  if (store) return store;
  store = createProgress({
    storage: createStorage(),
    clock: Date,
    journal: createJournal(() => localStorage),
    channel: openChannel('progress'),
  });
  // What pages before this one had no time to store.
  void store.load();
  return store;
}
