/** An exercise's page takes over a starter, a suite or hints that its author has saved meanwhile. */
import { render } from 'preact';
import type { ExercisePage, Model } from '../exercise/model.ts';
import { onDrawn } from './follow-author.ts';

/** Draws the hints anew. */
type DrawHints = (model: Model) => Parameters<typeof render>[0];

export function reviseExercise(model: Model, drawHints: DrawHints): void {
  let known = JSON.stringify(model.page);
  onDrawn((drawn) => {
    const text = drawn.getElementById('exercise-data')?.textContent;
    if (!text) return;
    const { exercise, ...page } = JSON.parse(text) as ExercisePage;
    if (JSON.stringify({ ...page, exercise }) === known) return;
    known = JSON.stringify({ ...page, exercise });
    const { exercise: mine } = model.page;
    Object.assign(model.page, page);
    model.services.value?.session.revise({ ...mine, ...exercise });
    render(drawHints(model), document.getElementById('hints-root')!);
    model.announced.value = 'The exercise was changed by its author.';
  });
}
