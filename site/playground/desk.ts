import { signal, type Signal } from '@preact/signals';
import { errorText } from '../../sandbox/session/work.ts';
import type { Beginning } from './model.ts';
import type { Entry, Playgrounds } from './playgrounds.ts';

/** The playground that is open. */
export interface Chosen {
  id: string;
  name: string;
  begin: Beginning;
  /** It is in the device's list; one that was only looked at never gets there. */
  kept: boolean;
}

/** What the left column shows and does. */
export interface Desk {
  id: string;
  name: Signal<string>;
  entries: Signal<Entry[]>;
  /** The last one that was deleted here, for its undo. */
  deleted: Signal<Entry | undefined>;
  /** Why the list on this device cannot be kept, or what could not be found. */
  problem: Signal<string>;
  /** Something was done with the open playground: from now on it is one of the list. */
  keep(): Promise<void>;
  rename(name: string): Promise<void>;
  remove(entry: Entry): Promise<void>;
  restore(entry: Entry): Promise<void>;
}

interface DeskOptions {
  list: Playgrounds;
  chosen: Chosen;
  entries: Entry[];
  problem: string;
  /** Called when the playground gets its place in the list. */
  onKept(id: string): void;
}

/** ms between two notes of when it was used last */
const pace = 60_000;

export function createDesk({ list, chosen, entries, problem, onKept }: DeskOptions): Desk {
  const { id, begin } = chosen;
  let { kept } = chosen;
  let noted = kept ? Date.now() : 0;
  const desk = {
    id,
    name: signal(chosen.name),
    entries: signal(entries),
    deleted: signal<Entry | undefined>(undefined),
    problem: signal(problem),
  };
  const attempt = async (work: () => Promise<Entry[]>) => {
    try {
      desk.entries.value = await work();
      return true;
    } catch (error) {
      desk.problem.value = `Your list of playgrounds could not be saved: ${errorText(error).replace(/\.$/, '')}. This one goes on; share it or save it as a file before you leave.`;
      return false;
    }
  };
  const keep = async () => {
    const isDeleted = desk.deleted.value?.id === id;
    if (kept && !isDeleted && Date.now() - noted < pace) return;
    noted = Date.now();
    const first = !kept;
    kept = true;
    if (isDeleted) desk.deleted.value = undefined;
    const saved = await attempt(() => list.keep({ id, name: desk.name.value }, begin));
    if (saved && first) onKept(id);
  };
  return {
    ...desk,
    keep,
    async rename(name) {
      const wanted = name.trim().slice(0, 80);
      if (!wanted || wanted === desk.name.value) return;
      desk.name.value = wanted;
      await keep();
      await attempt(() => list.rename(id, wanted));
    },
    async remove(entry) {
      if (await attempt(() => list.remove(entry.id))) desk.deleted.value = entry;
    },
    async restore(entry) {
      if (await attempt(() => list.restore(entry.id))) desk.deleted.value = undefined;
    },
  };
}
