import type { Notice } from '../../sandbox/session/session.ts';
import { saveFolder } from './history/save-folder.ts';
import type { Model } from './model.ts';
import { Words } from './words.tsx';

/** What the learner has to know about the saved files, and what can be done about it. */
export function Notices({ model }: { model: Model }) {
  return (
    <div class="notices" role="status">
      {model.state.value.notices.map((notice) => (
        <div key={notice.kind} class={`notice ${notice.kind}`}>
          <p>
            <Words text={noticeText(notice)} />
          </p>
          <NoticeActions model={model} notice={notice} />
        </div>
      ))}
    </div>
  );
}

function NoticeActions({ model, notice }: { model: Model; notice: Notice }) {
  const session = model.services.value?.session;
  const button = (label: string, press: () => void) => (
    <button type="button" class="quiet" onClick={press}>
      {label}
    </button>
  );
  const gotIt = button('Got it', () => session?.dismiss(notice.kind));
  switch (notice.kind) {
    case 'not-saved':
    case 'newer':
      return <div class="notice-actions">{button('Download your work', () => void saveFolder(model))}</div>;
    case 'clash':
      return (
        <div class="notice-actions">
          {button('Switch to the other version', () => switchVersion(model, notice.id))}
          {button('Compare', () => (model.workDialog.value = { kind: 'history', id: notice.id }))}
          {button('Keep this one', () => session?.dismiss(notice.kind))}
        </div>
      );
    case 'folder-clash':
      return (
        <div class="notice-actions">
          {button('Switch to this page’s version', () => switchToOwn(model, notice.id))}
          {button('Compare', () => (model.workDialog.value = { kind: 'history', id: notice.id }))}
          {button('Keep what is in workspace/', () => session?.dismiss(notice.kind))}
        </div>
      );
    case 'unreadable':
    case 'starter-changed':
    case 'other-tab':
      return <div class="notice-actions">{gotIt}</div>;
  }
}

function switchVersion({ services, announced }: Model, id: string): void {
  const session = services.value?.session;
  session?.restore(id);
  session?.dismiss('clash');
  announced.value = 'You see the version of the other tab. Yours is kept in the history.';
}

function switchToOwn({ services, announced }: Model, id: string): void {
  const session = services.value?.session;
  session?.restore(id);
  session?.dismiss('folder-clash');
  announced.value = 'You see this page’s version again. That of workspace/ is kept in the history.';
}

/** What happened, why, what now. */
export function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'not-saved':
      return notSavedText(notice);
    case 'unreadable':
      return `What was saved here could not be read. It is kept aside in this browser as \`${notice.keptAs}\`; you go on with what could be read, or the starter.`;
    case 'newer':
      return 'Your work here was saved by a newer version of the course. Reload the page to get that version; until then, changes on this page are not saved.';
    case 'starter-changed':
      return `The starter of ${notice.files.join(', ')} has changed since you began. You see your own version; Reset brings the new starter, and can be undone.`;
    case 'other-tab':
      return notice.taken
        ? 'This exercise was changed in another tab. You see these changes here, too.'
        : 'This exercise is open in another tab, too. What you change in one appears in the other.';
    case 'folder-clash':
      return `${notice.files.join(', ')} was changed on this page and in \`workspace/\`. You see what is in \`workspace/\`; the version of this page is kept in the history.`;
    case 'clash':
      return `Another tab changed ${notice.files.join(', ')} at the same time. You see the version of this tab; the other one is kept in the history.`;
  }
}

function notSavedText({ fault, reason }: Extract<Notice, { kind: 'not-saved' }>): string {
  const now = 'You can go on and run the tests. Download your work before you leave this page.';
  if (fault === 'full') {
    return `Your changes are not being saved, because this device has no room left. Make some, and saving goes on by itself. ${now}`;
  }
  if (fault === 'blocked') {
    return `Your changes are not being saved, because the browser gives this site no storage: it blocks site data, or the window is private. ${now}`;
  }
  return `Your changes are not being saved at the moment: ${reason.replace(/\.$/, '')}. Saving is tried again by itself. ${now}`;
}
