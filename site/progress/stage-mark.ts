import type { LessonContents } from '../../sandbox/progress/lesson-state.ts';
import { stageState } from '../../sandbox/progress/stages.ts';
import { count } from '../words.ts';
import { followProgress } from './follow.ts';

/** Below the name of a stage. */
class StageMark extends HTMLElement {
  connectedCallback(): void {
    const { stage = '', lessons = '[]' } = this.dataset;
    const contents = JSON.parse(lessons) as LessonContents[];
    followProgress((progress) => {
      const { exercises, badge } = stageState(progress, stage, contents);
      this.dataset['state'] = badge ? 'badge' : exercises.done > 0 ? 'started' : 'new';
      if (badge) this.textContent = '✓ badge earned';
      else
        this.textContent = exercises.done > 0 ? `${exercises.done} of ${count(exercises.of, 'exercise')} passed` : '';
    });
  }
}

customElements.define('stage-mark', StageMark);
