import { ErrorReport } from './error-report.tsx';
import type { Model } from './model.ts';
import { TestList } from './test-list.tsx';
import { Nothing, Running, Verdict } from './verdict.tsx';

/** The report as a tool of the workspace: the first failure open, the rest folded. */
export function ResultsPanel({ model }: { model: Model }) {
  const { phase, stale, report } = model.state.value;
  return (
    <section class="results" aria-label="Results" data-status={phase} tabIndex={0}>
      {stale && report && <p class="stale">You have changed the code since this run.</p>}
      <Body model={model} />
    </section>
  );
}

function Body({ model }: { model: Model }) {
  const { phase, report } = model.state.value;
  if (phase === 'running') return <Running model={model} />;
  if (!report) return <Nothing model={model} />;
  if (report.status === 'error') return <ErrorReport report={report} model={model} />;
  return (
    <>
      <Verdict report={report} turned={model.turned.value} next={model.page.next} />
      {/* A new run is a new list: what was unfolded in the old one is about other answers. */}
      <TestList key={reportKey(report)} tests={report.tests} model={model} />
    </>
  );
}

const keys = new WeakMap<object, number>();
let reports = 0;

function reportKey(report: object): number {
  if (!keys.has(report)) keys.set(report, ++reports);
  return keys.get(report)!;
}
