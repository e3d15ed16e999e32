import { readdirSync, statSync, watch as watchEvents, type FSWatcher } from 'node:fs';
import path from 'node:path';
import { isHidden } from '../hidden-files.ts';

export interface WatchFolderOptions {
  /** Looks at the files again and again, for folders that send no events: network drives, some of WSL and of containers. */
  poll?: boolean | undefined;
  /** A file is other than before, or the folder has gone or come back. */
  onChange(): void;
  /** Changes came without an event, so the files are looked at from now on. */
  onSilent?(): void;
  /** Node's own, unless told otherwise. */
  watch?: typeof watchEvents;
}

/** ms in which several events count as one save; editors write in steps. */
const pause = 15;
/** ms between two looks: where they have to find changes, and where they only make sure that events come. */
const interval = { polling: 150, sure: 1500 };
/** ms that an event may take after the change that it is about. */
const delay = 500;

/** Watches a folder whatever happens to it: saves that write a new file and rename it, a folder that goes and comes back. */
export function watchFolder(folder: string, options: WatchFolderOptions): { close(): void } {
  let polling = options.poll ?? false;
  let seen = stampOf(folder);
  let paused: NodeJS.Timeout | undefined;
  let closed = false;

  const look = (): boolean => {
    const now = stampOf(folder);
    if (now === seen) return false;
    seen = now;
    options.onChange();
    return true;
  };
  const events = createEvents(folder, options.watch ?? watchEvents, () => {
    clearTimeout(paused);
    paused = setTimeout(look, pause);
  });
  const lookFromNowOn = () => {
    if (polling || closed) return;
    polling = true;
    events.end();
    clearInterval(clock);
    clock = setInterval(tick, interval.polling);
    options.onSilent?.();
  };
  const tick = () => {
    const before = events.count;
    const wasGone = seen === gone;
    const changed = look();
    if (seen === gone) events.end();
    else if (polling) return;
    else if (wasGone || !events.listening) events.begin();
    else if (changed) setTimeout(() => events.count === before && lookFromNowOn(), delay).unref();
    // No more watches to have.
    if (seen !== gone && !events.listening) lookFromNowOn();
  };
  let clock = setInterval(tick, polling ? interval.polling : interval.sure);
  if (!polling) {
    events.begin();
    if (seen !== gone && !events.listening) lookFromNowOn();
  }
  return {
    close() {
      closed = true;
      clearInterval(clock);
      clearTimeout(paused);
      events.end();
    },
  };
}

/** The system's own events, as far as it has some. */
function createEvents(folder: string, watch: typeof watchEvents, onEvent: () => void) {
  let watcher: FSWatcher | undefined;
  let count = 0;
  const end = () => {
    watcher?.close();
    watcher = undefined;
  };
  return {
    end,
    begin() {
      end();
      try {
        watcher = watch(folder, { recursive: true }, () => {
          count++;
          onEvent();
        });
        watcher.on('error', end);
      } catch {
        // The folder is not there, or there are no more watches to have.
      }
    },
    get count() {
      return count;
    },
    get listening() {
      return watcher !== undefined;
    },
  };
}

const gone = 'gone';

/** What changes when a file does. Hidden files and packages are not looked at, and not graded either. */
function stampOf(folder: string): string {
  try {
    statSync(folder);
  } catch {
    return gone;
  }
  const stamps: string[] = [];
  const visit = (below: string) => {
    for (const entry of readdirSync(below, { withFileTypes: true })) {
      if (isHidden(entry.name) || entry.name === 'node_modules') continue;
      const file = path.join(below, entry.name);
      try {
        if (entry.isDirectory()) visit(file);
        else {
          const { mtimeMs, size, ino } = statSync(file);
          stamps.push(`${file} ${mtimeMs} ${size} ${ino}`);
        }
      } catch {
        // Renamed or removed while we looked.
      }
    }
  };
  try {
    visit(folder);
  } catch {
    return gone;
  }
  return stamps.toSorted().join('\n');
}
