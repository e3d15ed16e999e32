import type { Session } from '../../../sandbox/session/session.ts';
import type { SolutionTimer } from '../../../sandbox/session/solution-gate.ts';
import type { Model } from '../model.ts';
import { loadAnswers } from './answers.ts';

/** What the learner's work needs from the page around it. */
export function followWork(model: Model): void {
  const { session, solutionTimer } = model.services.value!;
  followVisits(session, solutionTimer);
  askToKeep(session);
  prefetch(model);
}

/** Coming back to a tab shows what another one saved meanwhile, also without a channel. */
function followVisits(session: Session, timer: SolutionTimer | undefined): void {
  const visible = () => document.visibilityState === 'visible';
  const comeBack = () => {
    void timer?.tick(visible());
    if (visible()) void session.refresh();
  };
  void timer?.tick(visible());
  setInterval(() => visible() && void timer?.tick(true), 15_000);
  document.addEventListener('visibilitychange', comeBack);
  addEventListener('focus', comeBack);
  addEventListener('pageshow', (event) => event.persisted && comeBack());
  addEventListener('pagehide', () => session.leave());
}

/** Asks the browser once to spare this site's data when it clears up; not where that would ask the learner. */
function askToKeep(session: Session): void {
  const asks = navigator.userAgent.includes('Firefox');
  if (asks || !navigator.storage?.persist) return;
  const { files } = session.state;
  const unsubscribe = session.subscribe((state) => {
    if (state.files === files && state.phase !== 'passed') return;
    unsubscribe();
    navigator.storage.persist().catch(() => {});
  });
}

/** When the page is ready, it fetches what a learner may want later without a network. */
function prefetch(model: Model): void {
  const unsubscribe = model.loading.subscribe(({ done }) => {
    if (!done) return;
    queueMicrotask(() => unsubscribe());
    const quietly = (work: Promise<unknown>) => void work.catch(() => {});
    quietly(import('./dialogs.tsx'));
    quietly(import('./archive.ts'));
    quietly(import('./drops.ts').then(({ followDrops }) => followDrops(model)));
    if (model.page.mode !== 'playground') quietly(loadAnswers(model.page.exercise.slug));
  });
}
