import type { QuestionKind } from '../../sandbox/progress/progress.ts';
import { createJournal } from '../../sandbox/progress/journal.ts';
import './marks.ts';

/** What a question says of itself when it has been answered. */
export interface AnsweredEvent {
  id: string;
  kind: QuestionKind;
  right: boolean;
}

/** Keeps which lesson was read and what was answered in it. */
function followLesson(lesson: string): void {
  const journal = createJournal(() => localStorage);
  const at = () => new Date().toISOString();
  document.addEventListener('answered', (event) => {
    const { id, kind, right } = (event as CustomEvent<AnsweredEvent>).detail;
    journal.add({ kind: 'answer', lesson, question: { id, kind, right }, at: at() });
    void import('../device/record.ts').then(({ record }) => record().load());
  });
  // Whoever passes through has not opened it. The next page that needs the record stores what is noted here.
  setTimeout(() => journal.add({ kind: 'open', lesson, at: at() }), 5_000);
}

const lesson = document.querySelector<HTMLElement>('[data-lesson-page]')?.dataset['lessonPage'];
if (lesson) followLesson(lesson);
