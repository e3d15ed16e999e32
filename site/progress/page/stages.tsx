import type { Progress } from '../../../sandbox/progress/progress.ts';
import { lessonState } from '../../../sandbox/progress/lesson-state.ts';
import { stageState } from '../../../sandbox/progress/stages.ts';
import { allReviews } from '../../../sandbox/progress/reviews.ts';
import { pathTo } from '../../paths.ts';
import { count } from '../../words.ts';
import type { CourseIndex } from '../course-index.ts';
import { goOn } from '../go-on.ts';
import { dueItems } from '../review/pick.ts';
import { dayWords } from '../words.ts';

interface Props {
  course: CourseIndex;
  progress: Progress;
}

/** Where the learner stands, and what would be next. */
export function Overview({ course, progress }: Props) {
  const now = Date.now();
  const lessons = course.stages.flatMap((stage) => stage.lessons);
  const states = lessons.map((lesson) => lessonState(progress, lesson));
  const passed = Object.keys(course.exercises).filter(
    (slug) => progress.exercises[slug]?.status === 'completed',
  ).length;
  const due = dueItems(course, progress, now).length;
  const next = allReviews(progress).find(({ dueAt }) => dueAt > now);
  const way = goOn(progress, lessons);
  return (
    <section aria-labelledby="now">
      <h2 id="now">Where you are</h2>
      <dl class="tally">
        <div>
          <dt>Lessons completed</dt>
          <dd>
            {states.filter((state) => state === 'completed').length} <small>of {lessons.length}</small>
          </dd>
        </div>
        <div>
          <dt>Exercises passed</dt>
          <dd>
            {passed} <small>of {Object.keys(course.exercises).length}</small>
          </dd>
        </div>
        <div>
          <dt>Questions answered</dt>
          <dd>{Object.keys(progress.answers).length}</dd>
        </div>
        <div>
          <dt>Due for review</dt>
          <dd>{due}</dd>
        </div>
      </dl>
      <p class="actions">
        {due > 0 && (
          <a class="button primary" href={pathTo('review/')}>
            Review {count(due, 'item')}
          </a>
        )}
        {way && (
          <a class={due > 0 ? 'button' : 'button primary'} href={way.lesson.path}>
            {way.words}
          </a>
        )}
      </p>
      {due === 0 && next && <p class="note">The next review is {dayWords(next.dueAt, now)}.</p>}
      <p class="note">
        A lesson is completed when its exercises have passed and its questions are answered, right or wrong.
      </p>
    </section>
  );
}

/** A row for each stage. */
export function Stages({ course, progress }: Props) {
  return (
    <section aria-labelledby="stages">
      <h2 id="stages">Stages</h2>
      <div class="scroll" role="region" aria-label="Progress by stage" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Stage</th>
              <th scope="col">Lessons</th>
              <th scope="col">Exercises</th>
              <th scope="col">Best review</th>
              <th scope="col">Badge</th>
            </tr>
          </thead>
          <tbody>
            {course.stages.map((stage) => {
              const { lessons, exercises, best, badge } = stageState(progress, stage.slug, stage.lessons);
              return (
                <tr key={stage.slug}>
                  <th scope="row">
                    {stage.number} <a href={stage.path}>{stage.title}</a>
                  </th>
                  <td>{lessons.of ? `${lessons.completed} of ${lessons.of}` : 'coming'}</td>
                  <td>{exercises.of ? `${exercises.done} of ${exercises.of}` : '–'}</td>
                  <td>{best === undefined ? '–' : `${Math.round(best * 100)} %`}</td>
                  <td class={badge ? 'earned' : undefined}>{badge ? '✓ earned' : '–'}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <p class="note">
        A badge stands for every exercise of a stage and a <a href="#mixed">mixed review</a> with 80&nbsp;% or more.
        Both count the lessons that are written today; when a stage grows, its badge asks for the new ones, too.
      </p>
      <p class="note" id="mixed">
        A mixed review draws up to eight questions from the whole stage, as often as you like: it stands on each stage's
        page.
      </p>
    </section>
  );
}
