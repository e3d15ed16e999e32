import { signal } from '@preact/signals';

/** Where somebody has been, as the arrows of a browser know it. */
export function createTrail<Entry>() {
  let entries: Entry[] = [];
  let at = -1;
  const canGo = signal({ back: false, forward: false });
  const tell = () => void (canGo.value = { back: at > 0, forward: at < entries.length - 1 });
  return {
    canGo,
    current: (): Entry | undefined => entries[at],
    /** What lay ahead is forgotten. */
    add(entry: Entry) {
      entries = [...entries.slice(0, at + 1), entry].slice(-50);
      at = entries.length - 1;
      tell();
    },
    step(by: -1 | 1): Entry | undefined {
      if (!entries[at + by]) return undefined;
      at += by;
      tell();
      return entries[at];
    },
  };
}
