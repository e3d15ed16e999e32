import { batch } from '@preact/signals';
import type { ProgressStore } from '../../sandbox/progress/store.ts';
import type { Session, SessionState } from '../../sandbox/session/session.ts';
import type { TestReport } from '../../sandbox/types.ts';
import { spoken } from './announce.ts';
import type { Model } from './model.ts';
import { turnedTests } from './turned.ts';

/**
 * Shows each change, keeps the progress, and says each report once.
 *
 * @param isAutomatic Whether the run that has just ended was nobody's wish: it is no attempt, and it is only said when
 *   it says something new.
 */
export function followResults(
  model: Model,
  session: Session,
  progress: ProgressStore | undefined,
  isAutomatic: () => boolean,
): void {
  const { slug, timeLimit } = model.page.exercise;
  let before = session.state;
  let graded: TestReport | undefined;
  let said = '';
  let begun = false;
  const say = (text: string) => void (model.announced.value = text);
  const ended = (report: TestReport) => {
    const turned = turnedTests(graded, report);
    const words = spoken(report, timeLimit, turned);
    model.turned.value = turned;
    if (report.status !== 'error') graded = report;
    if (!isAutomatic() || report.status === 'passed') void progress?.attempt(slug, report.status === 'passed');
    if (!isAutomatic() || words !== said) say(words);
    said = words;
  };
  const follow = (state: SessionState) => {
    if (!begun && (state.files !== before.files || state.phase !== before.phase)) {
      begun = true;
      void progress?.start(slug);
    }
    if (state.report && state.report !== before.report) ended(state.report);
    else if (state.phase === 'running') say('');
    else if (state.stopped && !before.stopped) say('Stopped. Nothing was graded.');
    else if (state.canUndoReset && state.files !== before.files && !before.canUndoReset) {
      say('The starter is back. Undo reset brings your work back.');
    }
    before = state;
  };
  session.subscribe((state) =>
    batch(() => {
      model.state.value = state;
      follow(state);
    }),
  );
}
