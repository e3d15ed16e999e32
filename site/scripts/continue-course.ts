import { courseIndex } from '../progress/course-index.ts';
import { followProgress } from '../progress/follow.ts';
import { goOn, type Way } from '../progress/go-on.ts';
import '../progress/review-card.ts';

/** On the home page, for whoever comes back: the lesson that was in hand last, or the one after it. */
class ContinueCourse extends HTMLElement {
  connectedCallback(): void {
    // What was noted in haste is stored now.
    void import('../device/record.ts').then(({ record }) => record());
    followProgress(async (progress) => {
      if (Object.values(progress).every((part) => typeof part === 'number' || Object.keys(part as object).length === 0))
        return;
      const { stages } = await courseIndex();
      const way = goOn(
        progress,
        stages.flatMap((stage) => stage.lessons),
      );
      if (way?.begun) this.show(way);
    });
  }

  show({ lesson, words }: Way): void {
    const link = document.createElement('a');
    link.className = 'button primary';
    link.href = lesson.path;
    link.textContent = words;
    this.replaceChildren(link, document.createElement('review-card'));
    this.hidden = false;
  }
}

customElements.define('continue-course', ContinueCourse);
