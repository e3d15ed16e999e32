import { parseExercise, runsOnFullNode, taskReadme } from '../../sandbox/exercise.ts';
import type { Exercise, Files } from '../../sandbox/types.ts';
import { inFrontMatter } from '../author/placed-error.ts';
import type { Course, PlannedLesson } from '../course.ts';
import { packagesOf } from '../packages.ts';
import { exercisePath, fullNodePath, lessonPath, pathTo } from '../paths.ts';
import type { Answers } from './history/answers.ts';
import type { ExercisePage } from './model.ts';
import type { NextStep } from './verdict.tsx';

const sources = import.meta.glob<string>(['/exercises/*/**', '!/exercises/*/**/*.{png,sqlite,wasm}'], {
  query: '?raw',
  import: 'default',
  eager: true,
  // Also files whose names begin with a dot, such as a .dockerignore.
  exhaustive: true,
});

/** What an exercise's page shows and hands to its script. The answers in the folder stay behind. */
export function exercisePage(
  slug: string,
  course: Course,
  { onFullNode = false } = {},
): { page: ExercisePage; lesson: PlannedLesson | undefined } {
  const files = folder(slug);
  // The task is on the page already, as HTML; the diagnoses would give the wrong answers away.
  const exercise = { ...parsed(slug, files), task: '', wrong: {} };
  const lesson = course.written.find(({ exercises }) => exercises.some(({ id }) => id === slug));
  const offered = import.meta.env.FULL_NODE && !onFullNode && runsOnFullNode(exercise);
  const page: ExercisePage = {
    exercise,
    engine: pathTo('engine/'),
    // Also packages that only an answer imports: the first run with it must not wait for the network.
    packages: packagesOf(files),
    next: nextSteps(slug, lesson, course),
    ...(offered && { fullNode: fullNodePath(slug) }),
    ...(onFullNode && { onFullNode: true as const }),
  };
  return { page, lesson };
}

/** What the page does not bring along: the reference answer, and the task as a learner's folder has it. */
export function exerciseAnswers(slug: string): Answers {
  const files = Object.entries(folder(slug)).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const solution = files.flatMap(([path, text]) => (path.startsWith('solution/') ? [[path.slice(9), text]] : []));
  return { solution: Object.fromEntries(solution), readme: taskReadme(parsed(slug, folder(slug))) };
}

/** The page's data for a `<script type="application/json">`: no text in it can end the element. */
export function embeddedJson(page: ExercisePage): string {
  return JSON.stringify(page).replaceAll('<', '\\u003c');
}

/** What an author wrote wrongly is shown with its line. */
function parsed(slug: string, files: Files): Exercise {
  try {
    return parseExercise(slug, files);
  } catch (error) {
    throw inFrontMatter(error, `exercises/${slug}/README.md`, String(files['README.md'] ?? ''));
  }
}

function folder(slug: string): Files {
  const start = `/exercises/${slug}/`;
  return Object.fromEntries(
    Object.entries(sources)
      .filter(([path]) => path.startsWith(start))
      .map(([path, text]) => [path.slice(start.length), text]),
  );
}

function nextSteps(slug: string, lesson: PlannedLesson | undefined, course: Course): NextStep[] {
  const roadmap = { href: pathTo('roadmap/'), title: 'Roadmap', label: 'See where you are' };
  if (!lesson) return [roadmap];
  const back = { href: lessonPath(lesson.id), title: lesson.title, label: 'Back to the lesson' };
  const place = lesson.exercises.findIndex(({ id }) => id === slug);
  const exercise = lesson.exercises[place + 1];
  if (exercise) return [{ href: exercisePath(exercise.id), title: exercise.data.title, label: 'Next exercise' }, back];
  const following = course.written[course.written.indexOf(lesson) + 1];
  if (following) return [{ href: lessonPath(following.id), title: following.title, label: 'Next lesson' }, back];
  return [back, roadmap];
}
