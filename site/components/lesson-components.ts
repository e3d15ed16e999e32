import Callout from './callout.astro';
import Compare from './compare.astro';
import ConfigLint from './config-lint.astro';
import Diagram from './diagram.astro';
import Exercise from './exercise.astro';
import LayerCache from './layer-cache.astro';
import Parsons from './parsons.astro';
import Playground from './playground.astro';
import Predict from './predict.astro';
import Quiz from './quiz.astro';
import ReviewQueue from './review-queue.astro';
import Shell from './shell.astro';
import SqlRunner from './sql-runner.astro';
import Term from './term.astro';
import TryRequest from './try-request.astro';

/** What a lesson may use. Every one is described in `docs/` and shown in `examples/`. */
export const lessonComponents = {
  Callout,
  Compare,
  ConfigLint,
  Diagram,
  Exercise,
  LayerCache,
  Parsons,
  Playground,
  Predict,
  Quiz,
  ReviewQueue,
  Shell,
  SqlRunner,
  Term,
  TryRequest,
};
