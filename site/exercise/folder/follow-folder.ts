/** With `npm start`, the files of an exercise's page and those in `workspace/` are the same work. */
import { signal } from '@preact/signals';
import { createFolderSync, type FolderStatus, type FolderSync } from '../../../sandbox/session/folder-sync.ts';
import { hasFolder, openFolder } from '../../device/folder.ts';
import { followRecord, join } from '../../device/folder-record.ts';
import type { Model } from '../model.ts';
import { createFolderLine } from './folder-line.tsx';
import { statusSpoken } from './words.ts';

export function followFolder(model: Model): void {
  const { session, storage } = model.services.value!;
  if (!hasFolder() || model.page.mode === 'playground') return;
  const { slug, starter } = model.page.exercise;
  const status = signal<FolderStatus>({ kind: 'connecting' });
  const say = (text: string) => text && (model.announced.value = text);
  const connection = openFolder(slug);
  let record: string | undefined;
  const sync = createFolderSync({
    session,
    storage,
    clock: Date,
    slug,
    starter: Object.fromEntries(Object.entries(starter).filter((one): one is [string, string] => typeof one[1] === 'string')), // prettier-ignore
    connection: {
      ...connection,
      follow: (listener) =>
        connection.follow({
          ...listener,
          state(state) {
            // A run in the terminal has written it.
            if (record !== undefined && record !== state.progress) void join();
            record = state.progress;
            listener.state(state);
          },
        }),
    },
    onStatus(now) {
      say(statusSpoken(status.value, now));
      status.value = now;
    },
    onTaken: (paths) => say(`${paths.join(', ')} was changed in workspace/${slug}/`),
  });
  model.folderLine.value = createFolderLine({
    status,
    shown: () => (model.shown.value in session.state.files ? model.shown.value : ''),
    open: () => void sync.open(),
  });
  followRecord();
  leadWhileSeen(slug, sync, () => session.refresh());
  // Vite would load the page anew when its server comes back, and what is typed and runs would be gone.
  import.meta.hot?.on('vite:ws:disconnect', () => new Promise(() => {}));
}

/** Of several tabs the one that was looked at last does it: two could take each other's saves for somebody else's. */
function leadWhileSeen(slug: string, sync: FolderSync, refresh: () => Promise<void>): void {
  let release: (() => void) | undefined;
  const held = () =>
    new Promise<void>((resolve) => {
      release = resolve;
      // What another tab did meanwhile comes first.
      void refresh().then(() => void (release === resolve && sync.start()));
    });
  const lead = () => {
    if (release) return;
    release = () => {};
    navigator.locks.request(`folder:${slug}`, { steal: true }, held).catch(() => {
      release = undefined;
      sync.stop('elsewhere');
    });
  };
  const rest = async () => {
    await sync.flush();
    if (document.visibilityState === 'visible') return;
    sync.stop();
    release?.();
    release = undefined;
  };
  const look = () => (document.visibilityState === 'visible' ? lead() : void rest());
  document.addEventListener('visibilitychange', look);
  addEventListener('focus', lead);
  addEventListener('pageshow', look);
  look();
}
