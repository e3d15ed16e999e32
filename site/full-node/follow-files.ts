import type { Session } from '../../sandbox/session/session.ts';
import type { Files } from '../../sandbox/types.ts';
import type { LearnersFolder } from '../../sandbox/webcontainer/session.ts';

type Desk = Pick<Session, 'state' | 'write' | 'create' | 'remove' | 'subscribe'>;

/** ms without another letter until the folder is written. */
const pause = 250;

/** Made by tools for tools, and far larger than what somebody writes. */
const leftInside = (path: string) => /(?:^|\/)(?:package-lock\.json|\..*)$/.test(path);

/**
 * Keeps the learner's work and the folder that shells begin in alike: what is typed in the editor is there for the next
 * command, and what a command writes is in the editor, and saved. The suite is there to be read.
 *
 * @param tell Called with a sentence for each change of a command that could not be taken over.
 */
export async function followFiles(session: Desk, suites: Files, folder: LearnersFolder, tell: (words: string) => void): Promise<void> {
  let inside: Files = {};
  let taking = false;
  const write = () => folder.write({ ...inside, ...session.state.files, ...suites });
  await write();
  const writeSoon = createPause(pause, () => void write().catch(() => {}));
  let { files } = session.state;
  session.subscribe((state) => {
    if (state.files === files) return;
    ({ files } = state);
    if (!taking) writeSoon();
  });
  folder.onChange((found) => {
    taking = true;
    const mine = Object.entries(found).filter(([path]) => !Object.hasOwn(suites, path));
    const texts = mine.filter((entry): entry is [string, string] => typeof entry[1] === 'string' && !leftInside(entry[0]));
    inside = Object.fromEntries(mine.filter(([path, contents]) => typeof contents !== 'string' || leftInside(path)));
    for (const fault of take(session, Object.fromEntries(texts))) tell(fault);
    taking = false;
  });
} // prettier-ignore

/** Takes over what differs, and says what could not be. */
function take(session: Desk, found: Record<string, string>): string[] {
  const before = session.state.files;
  const names = new Set([...Object.keys(before), ...Object.keys(found)]);
  return [...names].flatMap((path) => {
    try {
      if (!Object.hasOwn(found, path)) session.remove(path);
      else if (!Object.hasOwn(before, path)) session.create(path, found[path]);
      else session.write(path, found[path]!);
      return [];
    } catch (error) {
      return [`${path}: ${(error as Error).message}`];
    }
  });
}

function createPause(ms: number, work: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(work, ms);
  };
}
