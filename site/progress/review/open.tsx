import { render } from 'preact';
import '../../scripts/choices.ts';
import '../../scripts/diagram.ts';
import '../../scripts/parsons.ts';
import '../../scripts/playground.ts';
import { createReview } from './model.ts';
import { ReviewView } from './review.tsx';

const place = document.querySelector<HTMLElement>('#review');
const stage = new URLSearchParams(location.search).get('stage') ?? undefined;
if (stage) {
  const [title, lead] = document.querySelectorAll('.review-page > h1, .review-page > .lead');
  if (title) title.textContent = 'Mixed review';
  if (lead)
    lead.textContent = 'Questions from the whole stage, drawn and shuffled anew each time. Your first answer counts.';
}
if (place) {
  place.replaceChildren();
  render(<ReviewView model={createReview(stage)} />, place);
}
