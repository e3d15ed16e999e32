/** What a learner reads about the folder in `workspace/`. Pure. */
import type { FolderStatus } from '../../../sandbox/session/folder-sync.ts';

/** The line below the editor; `code` stands between backticks. */
export function statusWords(status: FolderStatus, shown: string): string {
  switch (status.kind) {
    case 'connecting':
      return 'Looking into `workspace/` …';
    case 'absent':
      return `Not in \`${status.folder}/\` yet. Your first change puts it there, for your own editor and \`npm test\`.`;
    case 'saving':
      return `Saving \`${status.folder}/${shown}\` …`;
    case 'saved':
      return [
        `Saved in \`${status.folder}/${shown}\`.`,
        ...status.missing.map((path) => `\`${path}\` is gone there.`),
        ...status.left.map(({ path, why }) => `\`${path}\` stays there alone: it ${why}.`),
      ].join(' ');
    case 'refused':
      return `Not saved in \`workspace/\`: ${status.why} Your work is kept in this browser.`;
    case 'away': {
      const where = status.folder ? `\`${status.folder}/\`` : '`workspace/`';
      return `\`npm start\` gives no answer. Go on here: when it is back, your changes come into ${where}.`;
    }
    case 'fault':
      return `${status.why} Your work is kept in this browser.`;
    case 'elsewhere':
      return 'Another tab of this exercise saves in `workspace/` now. Click into this one to go on here.';
  }
}

/** What is said aloud when it changes: that it goes on as before is not worth a word. */
export function statusSpoken(before: FolderStatus, now: FolderStatus): string {
  const trouble = ['away', 'refused', 'fault'];
  if (trouble.includes(now.kind) && before.kind !== now.kind) return statusWords(now, '').replaceAll('`', '');
  if (now.kind === 'saved' && trouble.includes(before.kind)) return `Saved in ${now.folder}/ again.`;
  return '';
}
