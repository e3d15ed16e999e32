import { useMemo, useRef, useState } from 'preact/hooks';
import { answerFile } from '../../../sandbox/answers/files.ts';
import { readAnswer } from '../../../sandbox/answers/read.ts';
import { readSheet } from '../../../sandbox/answers/sheet.ts';
import type { Answer, Fault, Sheet } from '../../../sandbox/answers/types.ts';
import type { Model } from '../model.ts';
import { Icon, Words } from '../words.tsx';
import './answer.css';
import './notes.css';
import { Cards } from './cards.tsx';
import { Notes } from './notes.tsx';
import { Questions } from './questions.tsx';
import { noSteps, stepTo, withStep } from './steps.ts';

/** What every part of the view shows, and how it changes the file. */
export interface Writing {
  sheet: Sheet;
  answer: Answer;
  readOnly: boolean;
  /** `place` names what is changed; what is typed in one place is one step of undo where it ends with `…`. */
  write(place: string, change: (text: string) => string): void;
  /** Said by the live region. */
  say(text: string): void;
}

/** The learner's `answer.yml` as cards, questions and notes. It keeps nothing itself: all of it stands in the file. */
export function AnswerView({ model }: { model: Model }) {
  const { page, state, announced, actions } = model;
  const { tests } = page.exercise;
  const text = state.value.files[answerFile] ?? '';
  const sheet = useMemo(() => readSheet((path) => tests[path] as string | undefined), [tests]);
  const answer = useMemo(() => readAnswer(sheet, text), [sheet, text]);
  // Of what was typed a moment ago the model may know before the view is drawn again.
  const latest = () => model.state.peek().files[answerFile] ?? '';
  const steps = useRef(noSteps);
  const [, redraw] = useState(0);
  const write: Writing['write'] = (place, change) => {
    const before = latest();
    const after = change(before);
    if (!answer.writable || after === before) return;
    steps.current = withStep(steps.current, place, before, after);
    actions.write(answerFile, after);
  };
  const step = (by: -1 | 1) => {
    const found = stepTo(steps.current, by, latest());
    if (!found) return;
    steps.current = found.steps;
    actions.write(answerFile, found.text);
    announced.value = by < 0 ? 'Undone' : 'Done again';
    redraw((times) => times + 1);
  };
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase();
    const typing = (event.target as Element).matches('textarea');
    if (typing || !(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y')) return;
    event.preventDefault();
    step(key === 'y' || event.shiftKey ? 1 : -1);
  };
  const writing = { sheet, answer, write, readOnly: !answer.writable, say: (said: string) => void (announced.value = said) }; // prettier-ignore
  return (
    <div class="answer-view" onKeyDown={onKey}>
      <div class="answer-undo">
        <button type="button" class="quiet small" disabled={!stepTo(steps.current, -1, text)} onClick={() => step(-1)}>
          Undo
        </button>
        <button type="button" class="quiet small" disabled={!stepTo(steps.current, 1, text)} onClick={() => step(1)}>
          Redo
        </button>
      </div>
      <Faults model={model} answer={answer} />
      {sheet.notes && <Notes {...writing} />}
      {sheet.cards.length > 0 && (answer.writable ? <Cards {...writing} /> : null)}
      {sheet.questions.length > 0 && <Questions {...writing} />}
    </div>
  );
}

/** What the file says that cannot be meant, each with the way to its line. */
function Faults({ model, answer: { faults, writable } }: { model: Model; answer: Answer }) {
  if (!faults.length) return null;
  const open = ({ line }: Fault) => {
    model.asView.value = false;
    model.actions.openFrame({ file: answerFile, line, column: 1 });
  };
  return (
    <div class="answer-faults" role="status">
      <p>
        <Icon name="warn" /> {writable ? `${answerFile} holds something that the exercise does not know.` : `${answerFile} cannot be read as it is now, so this view leaves it alone. Mend it as a file.`}
      </p>
      <ul>
        {faults.map((fault, at) => (
          <li key={at}>
            Line {fault.line}: <Words text={fault.problem} />. Look at <Words text={fault.advice} />.{' '}
            <button type="button" class="link-button" onClick={() => open(fault)}>
              Open line {fault.line}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
} // prettier-ignore
