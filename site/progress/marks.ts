import { lessonState, type LessonContents } from '../../sandbox/progress/lesson-state.ts';
import { followProgress } from './follow.ts';

/** Writes how far the learner has come, where the page asks for it. What is stored stays on the device. */
class ExerciseStatus extends HTMLElement {
  connectedCallback(): void {
    followProgress(({ exercises }) => {
      const status = exercises[this.dataset['slug'] ?? '']?.status;
      if (!status) return;
      this.dataset['status'] = status;
      this.textContent = status === 'completed' ? '✓ Completed' : 'Started';
    });
  }
}

/** Beside the name of a lesson. */
class LessonMark extends HTMLElement {
  connectedCallback(): void {
    const contents = JSON.parse(this.dataset['contents'] ?? '{}') as LessonContents;
    followProgress((progress) => {
      const state = lessonState(progress, contents);
      this.dataset['state'] = state;
      this.textContent = { new: '', started: '· started', completed: '✓ completed' }[state];
    });
  }
}

/** In the list beside a lesson, where there is no room for a word that is seen. */
function markLessons(): void {
  for (const item of document.querySelectorAll<HTMLElement>('li[data-contents]')) {
    const contents = JSON.parse(item.dataset['contents'] ?? '{}') as LessonContents;
    const words = document.createElement('span');
    words.className = 'visually-hidden';
    item.querySelector('a')?.append(words);
    followProgress((progress) => {
      const state = lessonState(progress, contents);
      item.dataset['state'] = state;
      words.textContent = state === 'new' ? '' : `, ${state}`;
    });
  }
}

markLessons();
customElements.define('exercise-status', ExerciseStatus);
customElements.define('lesson-mark', LessonMark);
