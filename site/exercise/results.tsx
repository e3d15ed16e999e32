import type { SessionState } from '../../sandbox/session.ts';
import type { Frame, TestResult } from '../../sandbox/types.ts';
import { ErrorReport } from './error-report.tsx';
import { TestList } from './test-list.tsx';
import { count, duration, Icon } from './words.tsx';

export interface NextStep {
  href: string;
  title: string;
  /** What it is: “Back to the lesson”, “Next exercise”. */
  label: string;
}

interface ResultsProps {
  state: SessionState;
  /** s */
  timeLimit: number;
  shortcut: string;
  next: NextStep[];
  onFrame(frame: Frame): void;
}

/** The report: the first failure open, the rest folded. */
export function Results(props: ResultsProps) {
  const { state } = props;
  return (
    <section class="results" aria-label="Results" data-status={state.phase} tabIndex={0}>
      <h2 class="panel-title">Results</h2>
      {state.stale && state.report && <p class="stale">You have changed the code since this run.</p>}
      <Body {...props} />
    </section>
  );
}

function Body({ state, timeLimit, shortcut, next, onFrame }: ResultsProps) {
  const { phase, report } = state;
  if (phase === 'running') return <Running test={state.test} />;
  if (!report) return <Nothing stopped={state.stopped} shortcut={shortcut} />;
  if (report.status === 'error') return <ErrorReport report={report} timeLimit={timeLimit} onFrame={onFrame} />;
  const failed = report.tests.filter(({ status }) => status === 'failed').length;
  return (
    <>
      {report.status === 'passed' ? (
        <>
          <Passed tests={report.tests} time={report.duration} />
          <Next steps={next} />
        </>
      ) : (
        <p class="verdict failed">
          <Icon name="failed" />
          <span>
            <strong>
              {failed} of {count(report.tests.length, 'test')} failed
            </strong>{' '}
            <span class="aside">in {duration(report.duration)}</span>
          </span>
        </p>
      )}
      <TestList tests={report.tests} onFrame={onFrame} />
    </>
  );
}

function Nothing({ stopped, shortcut }: { stopped: boolean; shortcut: string }) {
  return (
    <div class="nothing">
      <svg class="nothing-drawing" viewBox="0 0 220 60" width="220" height="60" aria-hidden="true" focusable="false">
        <rect x="1.5" y="14.5" width="62" height="31" rx="3" />
        <rect x="156.5" y="14.5" width="62" height="31" rx="3" />
        <path d="M70 25h78m-5-4 6 4-6 4M150 37H72m5-4-6 4 6 4" />
        <text x="32.5" y="34.5">
          suite
        </text>
        <text x="187.5" y="34.5">
          your app
        </text>
      </svg>
      {stopped ? (
        <p>
          <strong>Stopped.</strong> Nothing was graded.
        </p>
      ) : (
        <p>
          <strong>Nothing has run yet.</strong> The tests send requests to your server and say here what it answered.
        </p>
      )}
      <p class="aside">
        Press <b>Run tests</b> or <kbd>{shortcut}</kbd>.
      </p>
    </div>
  );
}

function Running({ test }: { test?: string | undefined }) {
  return (
    <div class="running">
      <p>
        <strong>Running the tests</strong>
      </p>
      <div class="running-bar" aria-hidden="true" />
      <p class="aside">{test ?? 'Loading your files'}</p>
    </div>
  );
}

function Passed({ tests, time }: { tests: TestResult[]; time: number }) {
  const proved = tests.filter(({ status }) => status === 'passed').length;
  return (
    <div class="verdict passed">
      <svg class="seal" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
        <circle cx="24" cy="24" r="20" pathLength="1" />
        <path d="m15 24.5 6.5 6.5L33.5 18" pathLength="1" />
      </svg>
      <p>
        <strong>It works, and now it is proved.</strong>
        <br />
        <span class="aside">
          {count(proved, 'test')} passed in {duration(time)}
        </span>
      </p>
    </div>
  );
}

function Next({ steps }: { steps: NextStep[] }) {
  if (!steps.length) return null;
  return (
    <ul class="next-steps" aria-label="Next steps">
      {steps.map(({ href, title, label }) => (
        <li key={href}>
          <a href={href}>
            <span class="aside">{label}</span>
            <span class="next-title">
              {title} <Icon name="next" />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
