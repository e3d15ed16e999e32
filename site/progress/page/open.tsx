import { render } from 'preact';
import { ProgressPage } from './page.tsx';

const place = document.querySelector<HTMLElement>('#progress');
if (place) {
  place.replaceChildren();
  render(<ProgressPage />, place);
}
