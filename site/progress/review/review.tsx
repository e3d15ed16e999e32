import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { mixedReview } from '../../../sandbox/progress/stages.ts';
import { pathTo } from '../../paths.ts';
import { count } from '../../words.ts';
import type { AnsweredEvent } from '../lesson.ts';
import { dayWords } from '../words.ts';
import { loadQuestion } from './load-question.ts';
import type { Asking, Review, ReviewModel } from './model.ts';
import type { Item } from './pick.ts';

/** A review from its first question to its result. */
export function ReviewView({ model }: { model: ReviewModel }) {
  const review = model.review.value;
  useEffect(() => void model.begin(), []);
  switch (review.phase) {
    case 'loading':
      return <p class="note">Looking up what is due</p>;
    case 'failed':
      return (
        <div role="alert">
          <p>{review.reason}</p>
          <button type="button" class="button" onClick={() => void model.begin()}>
            Try again
          </button>
        </div>
      );
    case 'nothing':
      return <Nothing review={review} />;
    case 'asking':
      return <AskingView key={review.items[review.at]!.key} model={model} review={review} />;
    case 'done':
      return <Done model={model} review={review} />;
  }
}

function Nothing({ review: { nextAt, answered, stage } }: { review: Extract<Review, { phase: 'nothing' }> }) {
  if (stage)
    return (
      <p>
        No lesson of <a href={stage.path}>{stage.title}</a> is written yet, so there is nothing to ask.
      </p>
    );
  return (
    <>
      <p class="big">Nothing is due.</p>
      {nextAt !== undefined && <p>The next question comes back {dayWords(nextAt, Date.now())}.</p>}
      {!answered && <p>Answer the questions of a lesson, and they come back here after 2, 9 and 30 days.</p>}
      <p>
        <a class="button" href={pathTo('roadmap/')}>
          Go on with the course
        </a>
      </p>
    </>
  );
}

function AskingView({ model, review }: { model: ReviewModel; review: Asking }) {
  const { items, at } = review;
  const item = items[at]!;
  const [answered, setAnswered] = useState<boolean>();
  const heading = useRef<HTMLHeadingElement>(null);
  const next = useRef<HTMLButtonElement>(null);
  // The question before had the focus, and is gone. At the first one the page's own order is right.
  useLayoutEffect(() => (at > 0 ? heading.current?.focus() : undefined), []);
  const onAnswered = ({ kind, right }: AnsweredEvent) => {
    if (answered !== undefined) return;
    setAnswered(right);
    void model.answer(item, right, kind);
  };
  const last = at + 1 === items.length;
  return (
    <section class="asking" aria-labelledby="asking">
      <h2 id="asking" ref={heading} tabIndex={-1}>
        {item.kind === 'exercise' ? 'Exercise' : 'Question'} {at + 1} of {items.length}
      </h2>
      <progress value={at + (answered === undefined ? 0 : 1)} max={items.length} aria-label="Answered" />
      {item.kind === 'exercise' ? <ExerciseItem item={item} /> : <Question item={item} onAnswered={onAnswered} />}
      <div class="actions">
        {item.kind === 'question' && answered === undefined ? (
          <button type="button" class="button" onClick={() => void model.next()}>
            Skip this one
          </button>
        ) : (
          <button type="button" class="button primary" ref={next} onClick={() => void model.next()}>
            {last ? 'See the result' : 'Next'}
          </button>
        )}
        {answered !== undefined && <p class="note">Your first answer counts. It is kept.</p>}
      </div>
    </section>
  );
}

type QuestionItem = Extract<Item, { kind: 'question' }>;

/** The question itself, out of its lesson's page. */
function Question({ item, onAnswered }: { item: QuestionItem; onAnswered(event: AnsweredEvent): void }) {
  const place = useRef<HTMLDivElement>(null);
  const [fault, setFault] = useState('');
  const load = () => {
    setFault('');
    loadQuestion(item.lesson.path, item.id).then(
      (question) => place.current?.replaceChildren(question),
      (error: unknown) => setFault(error instanceof Error ? error.message : String(error)),
    );
  };
  const hear = useRef(onAnswered);
  hear.current = onAnswered;
  useLayoutEffect(() => {
    place.current?.addEventListener('answered', (event) => hear.current((event as CustomEvent<AnsweredEvent>).detail));
    load();
  }, []);
  return (
    <>
      <p class="note">
        From lesson {item.lesson.number}, <a href={item.lesson.path}>{item.lesson.title}</a>
      </p>
      {fault && (
        <div role="alert">
          <p>{fault}</p>
          <button type="button" class="button" onClick={load}>
            Try again
          </button>
        </div>
      )}
      <div class="question-place" ref={place} />
    </>
  );
}

function ExerciseItem({ item: { title, path } }: { item: Extract<Item, { kind: 'exercise' }> }) {
  return (
    <p>
      You looked at the solution of <a href={path}>{title}</a>. Do it once more, from the starter and without looking:
      the menu beside Run has “Reset to the starter”, and your present code stays in the history. It leaves this list
      when it passes.
    </p>
  );
}

function Done({ model, review }: { model: ReviewModel; review: Extract<Review, { phase: 'done' }> }) {
  const { right, of, stage, again } = review;
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  const share = of > 0 ? Math.round((100 * right) / of) : 0;
  return (
    <section aria-labelledby="done">
      <h2 id="done" ref={heading} tabIndex={-1}>
        {of > 0 ? `${right} of ${of} right${stage ? `, ${share} %` : ''}` : 'That was all'}
      </h2>
      {stage ? (
        <p>
          {share >= mixedReview.share * 100
            ? 'That is enough for the badge, together with every exercise of the stage.'
            : `The badge asks for ${mixedReview.share * 100} %. Another review draws other questions.`}
        </p>
      ) : (
        <p>
          What was right comes back later; what was not, in two days.
          {again > 0 && ` ${count(again, 'item')} that you skipped ${again === 1 ? 'is' : 'are'} still due.`}
        </p>
      )}
      <p class="actions">
        {(stage || again > 0) && (
          <button type="button" class="button" onClick={() => void model.begin()}>
            {stage ? 'Take another one' : 'Go through the rest'}
          </button>
        )}
        <a class="button" href={stage ? stage.path : pathTo('progress/')}>
          {stage ? `Back to stage ${stage.number}` : 'See your progress'}
        </a>
      </p>
    </section>
  );
}
