import type { Notice } from '../../sandbox/session.ts';
import { Words } from './words.tsx';

/** What the learner has to know about the saved files. */
export function Notices({ notices }: { notices: Notice[] }) {
  return (
    <div class="notices" role="status">
      {notices.map((notice) => (
        <p key={notice.kind} class="notice">
          <Words text={text(notice)} />
        </p>
      ))}
    </div>
  );
}

function text(notice: Notice): string {
  switch (notice.kind) {
    case 'not-saved':
      return `Your changes are not being saved: ${notice.reason.replace(/\.$/, '')}. You can go on and run the tests; copy your code before you leave this page.`;
    case 'unreadable':
      return `The saved work could not be read. It is kept aside in this browser as \`${notice.keptAs}\`, and you see the starter.`;
    case 'newer':
      return 'Your work here was saved by a newer version of the course. Reload the page to get that version; until then, changes on this page are not saved.';
    case 'starter-changed':
      return `The starter of ${notice.files.join(', ')} has changed since you began. You see your own version; Reset brings the new starter, and can be undone.`;
  }
}
