import type { FolderState, FolderWrite, FolderWritten } from '../../sandbox/local/sync/protocol.ts';
import { createFolderSync, type FolderStatus } from '../../sandbox/session/folder-sync.ts';
import { memory, openSession, turn } from './session.ts';

/** What both sides begin with. */
export const starter: Record<string, string> = { 'app.ts': '// TODO', 'data.json': '{}' };

/** A folder as the server shows it; a text is its own version. */
export function createFolder(files?: Record<string, string>) {
  const folder = {
    files: files && { ...starter, ...files },
    place: 'here',
    number: 0,
    writes: 0,
    /** What the next write meets. */
    trouble: undefined as (() => void) | undefined,
    tell: () => {},
    lose: () => {},
  };
  const state = (): FolderState => ({
    number: (folder.number += 1),
    folder: 'workspace/greet',
    place: folder.place,
    opened: folder.files !== undefined,
    files: Object.fromEntries(
      Object.entries(folder.files ?? {}).map(([path, text]) => [path, { text, version: text }]),
    ),
    left: [],
    progress: '',
  });
  const write = async ({ open, changes }: FolderWrite): Promise<FolderWritten> => {
    folder.trouble?.();
    if (open) folder.files ??= { ...starter };
    const files = folder.files!;
    const refused: FolderWritten['refused'] = [];
    for (const { path, was, text } of changes) {
      if ((files[path] ?? null) !== was) refused.push({ path, why: 'changed', changed: true });
      else if (text === null) delete files[path];
      else files[path] = text;
      folder.writes += 1;
    }
    return { state: state(), refused };
  };
  const follow: Parameters<typeof createFolderSync>[0]['connection']['follow'] = (listener) => {
    folder.tell = () => listener.state(state());
    folder.lose = () => listener.lost({ kind: 'away' });
    folder.tell();
    return () => (folder.tell = () => {});
  };
  return { folder, connection: { follow, write } };
}

/** A page that was opened with what `storage` holds, and a folder. */
export async function meet(files?: Record<string, string>, storage = memory()) {
  const { folder, connection } = createFolder(files);
  const { session } = await openSession({ storage });
  const statuses: FolderStatus[] = [];
  const taken: string[][] = [];
  let due: (() => void) | undefined;
  const later = (_ms: number, work: () => void) => {
    due = work;
    return () => (due = undefined);
  };
  const sync = createFolderSync({
    session,
    connection,
    storage,
    clock: { now: () => 0 },
    slug: 'greet',
    starter,
    later,
    onStatus: (status) => statuses.push(status),
    onTaken: (paths) => taken.push(paths),
  });
  const start = async () => {
    await sync.start();
    await turn();
  };
  await start();
  return {
    folder,
    session,
    storage,
    sync,
    start,
    taken,
    status: () => statuses.at(-1)!,
    /** The pause in the typing is over. */
    async rest() {
      const work = due;
      due = undefined;
      work?.();
      await turn();
      await turn();
    },
    notices: () => session.state.notices.map(({ kind }) => kind),
    kept: () => session.state.history.map(({ reason, files }) => [reason, files['app.ts']]),
  };
}
