/** ms between two looks, and how long a folder has to be quiet before it is read: a save may come in halves. */
export const pace = { look: 200, quiet: 60 };

export interface WatchOptions {
  /** Changes whenever what is watched does. */
  signature(): string;
  /** Called when it has changed and come to rest. */
  onChange(): void;
  /** Calls `work` after so many ms. Returns its undo. */
  later?(ms: number, work: () => void): () => void;
}

/**
 * Looks several times a second. Unlike a notice of the system this also works on network drives, in WSL and for folders
 * that come and go; a folder of an exercise has a handful of files. Returns its undo.
 */
export function watchFolder({ signature, onChange, later = wait }: WatchOptions): () => void {
  let known = signature();
  let cancel = () => {};
  const look = () => {
    const now = signature();
    if (now === known) return void (cancel = later(pace.look, look));
    cancel = later(pace.quiet, () => settle(now));
  };
  const settle = (before: string) => {
    const now = signature();
    if (now !== before) return void (cancel = later(pace.quiet, () => settle(now)));
    known = now;
    cancel = later(pace.look, look);
    onChange();
  };
  cancel = later(pace.look, look);
  return () => cancel();
}

const wait = (ms: number, work: () => void) => {
  const timer = setTimeout(work, ms);
  return () => clearTimeout(timer);
};
