import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { answerFile, sheetFile } from '../../../sandbox/answers/files.ts';
import type { Model } from '../model.ts';

/** Whether the file in front is one that can be answered without writing YAML. */
export const hasView = ({ page, shown }: Model): boolean =>
  shown.value === answerFile && sheetFile in page.exercise.tests;

/** Two ways to look at one file: what is done in one of them stands in the other. */
export function AnswerSwitch({ model }: { model: Model }) {
  const { asView } = model;
  const ways: [boolean, string][] = [
    [true, 'Answer'],
    [false, 'File'],
  ];
  return (
    <div class="answer-switch" role="group" aria-label={`Show ${answerFile} as`}>
      {ways.map(([view, label]) => (
        <button key={label} type="button" aria-pressed={asView.value === view} onClick={() => (asView.value = view)}>
          {label}
        </button>
      ))}
    </div>
  );
}

/** The view's code comes when it is shown: most exercises need none of it. */
export function AnswerPane({ model }: { model: Model }) {
  const [View, setView] = useState<ComponentType<{ model: Model }>>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    import('./view.tsx').then(
      ({ AnswerView }) => setView(() => AnswerView),
      () => setFailed(true),
    );
  };
  useEffect(load, []);
  if (View) return <View model={model} />;
  if (!failed) return <p class="aside tool-wait">Loading the answer view</p>;
  return (
    <div class="tool-wait" role="alert">
      <p>The answer view could not be loaded. Is the network gone? The file can be written as it is.</p>
      <button type="button" class="quiet" onClick={load}>
        Try again
      </button>
    </div>
  );
}
