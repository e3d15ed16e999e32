import { allReviews, dueReviews } from '../../sandbox/progress/reviews.ts';
import { pathTo } from '../paths.ts';
import { count } from '../words.ts';
import { followProgress } from './follow.ts';
import { dayWords } from './words.ts';

/** Says how much is due for review, of everything or (`data-stage`) of one stage. Empty before the first answer. */
class ReviewCard extends HTMLElement {
  connectedCallback(): void {
    const stage = this.dataset['stage'];
    followProgress((progress) => {
      const now = Date.now();
      const here = ({ key }: { key: string }) => !stage || key.startsWith(`${stage}/`);
      const due = dueReviews(progress, now).filter(here).length;
      const next = allReviews(progress).find((one) => here(one) && one.dueAt > now);
      this.dataset['due'] = String(due);
      // Before the first answer the page's own words stay.
      if (due > 0 || next) this.replaceChildren();
      const words = document.createElement('p');
      if (due > 0) {
        const link = document.createElement('a');
        link.className = 'button';
        link.href = pathTo('review/');
        link.textContent = due === 1 ? 'Review it' : 'Review them';
        words.append(`${count(due, 'question')} ${due === 1 ? 'is' : 'are'} due for review. `);
        this.append(words, link);
      } else if (next) {
        words.append(`Nothing is due for review. The next question comes back ${dayWords(next.dueAt, now)}.`);
        this.append(words);
      }
    });
  }
}

customElements.define('review-card', ReviewCard);
