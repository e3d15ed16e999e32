import { fetchAhead } from './ahead.ts';
import './choices.ts';
import './lazy-parts.ts';
import './diagram.ts';
import '../progress/lesson.ts';
import './reading.ts';

fetchAhead(document.querySelectorAll<HTMLAnchorElement>('.exercise-card a.button'));
