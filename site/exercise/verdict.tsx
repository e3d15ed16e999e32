import type { TestReport, TestResult } from '../../sandbox/types.ts';
import { momentWords, verdictWords } from './history/moments.ts';
import type { Model } from './model.ts';
import { isSuite } from './run-program.ts';
import { serverEntry } from './request/server.ts';
import type { Turned } from './turned.ts';
import { count, duration, Icon } from './words.tsx';

export interface NextStep {
  href: string;
  title: string;
  /** What it is: “Back to the lesson”, “Next exercise”. */
  label: string;
}

type Graded = Exclude<TestReport, { status: 'error' }>;

/** The run in one sentence, and where to go from a pass. */
export function Verdict({ report, turned, next }: { report: Graded; turned: Turned; next: NextStep[] }) {
  if (report.status === 'passed') {
    return (
      <>
        <Passed report={report} turned={turned} />
        <Next steps={next} />
      </>
    );
  }
  const failed = of(report.tests, 'failed').length;
  return (
    <div class="verdict failed">
      <Icon name="failed" />
      <p>
        <strong>
          {failed} of {count(report.tests.length, 'test')} failed
        </strong>
        <span class="aside verdict-more">
          {ranIn(report.duration)}
          {others(report.tests)}
          {changes(turned)}
        </span>
      </p>
    </div>
  );
}

function Passed({ report, turned }: { report: Graded; turned: Turned }) {
  return (
    <div class="verdict passed">
      <svg class="seal" viewBox="0 0 48 48" width="48" height="48" aria-hidden="true" focusable="false">
        <circle class="seal-ring" cx="24" cy="24" r="20" pathLength="1" />
        <path class="seal-notches" d={notches} />
        <path class="seal-tick" d="m15 24.5 6.5 6.5L33.5 18" pathLength="1" />
      </svg>
      <p>
        <strong>It works, and now it is proved.</strong>
        <span class="aside verdict-more">
          {count(of(report.tests, 'passed').length, 'test')} passed, {ranIn(report.duration)}
          {others(report.tests)}
          {changes(turned)}
        </span>
      </p>
    </div>
  );
}

/** Twelve marks around the seal, one for each stage of the course. */
const notches = Array.from({ length: 12 }, (_, index) => {
  const angle = (index * Math.PI) / 6;
  const at = (radius: number) =>
    `${(24 + radius * Math.sin(angle)).toFixed(2)} ${(24 - radius * Math.cos(angle)).toFixed(2)}`;
  return `M${at(21.8)}L${at(23.4)}`;
}).join('');

const of = (tests: TestResult[], status: TestResult['status']) => tests.filter((test) => test.status === status);

const ranIn = (ms: number) => `in ${duration(ms)}, in the embedded runtime`;

function others(tests: TestResult[]): string {
  const skipped = of(tests, 'skipped').length;
  return skipped ? `; ${skipped} skipped` : '';
}

function changes({ fixed, broken }: Turned): string {
  const parts = [
    fixed.size && `${fixed.size} ${fixed.size === 1 ? 'passes' : 'pass'} that failed before`,
    broken.size && `${broken.size} ${broken.size === 1 ? 'fails' : 'fail'} that passed before`,
  ].filter(Boolean);
  return parts.length ? `. ${parts.join(', ')}.` : '';
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

export function Nothing({ model }: { model: Model }) {
  const playing = model.page.mode === 'playground';
  if (playing && !Object.keys(model.state.value.files).some(isSuite)) {
    return (
      <div class="nothing">
        <p>
          <strong>There are no tests here.</strong> What your program prints is in the Console. A file whose name ends
          with .test.ts holds tests; their results come here.
        </p>
      </div>
    );
  }
  return (
    <div class="nothing">
      <svg class="nothing-drawing" viewBox="0 0 240 60" width="240" height="60" aria-hidden="true" focusable="false">
        <rect x="1.5" y="14.5" width="62" height="31" rx="3" />
        <rect x="156.5" y="14.5" width="82" height="31" rx="3" />
        <path d="M70 25h78m-5-4 6 4-6 4M150 37H72m5-4-6 4 6 4" />
        <text x="32.5" y="34.5">
          suite
        </text>
        <text x="197.5" y="34.5">
          {serverEntry(model) ? 'your app' : 'your work'}
        </text>
      </svg>
      {model.state.value.stopped ? (
        <p>
          <strong>Stopped.</strong> Nothing was graded.
        </p>
      ) : (
        <p>
          <strong>Nothing has run {lastRun(model) ? 'on this visit' : 'yet'}.</strong>{' '}
          {serverEntry(model)
            ? 'The tests send requests to your server and say here what it answered.'
            : 'The tests try what you wrote, and say here what came of it.'}
        </p>
      )}
      <LastRun model={model} />
      <p class="aside">
        Press <b>Run tests</b>
        {!playing && (
          <>
            {' '}
            or <kbd>{model.shortcut.value}</kbd>
          </>
        )}
        .
      </p>
    </div>
  );
}

const lastRun = (model: Model) => model.state.value.history.findLast(({ verdict }) => verdict);

/** What an earlier visit came to. Its report is not kept, only the files and the count. */
function LastRun({ model }: { model: Model }) {
  const last = lastRun(model);
  if (!last?.verdict || model.state.value.stopped) return null;
  return (
    <p class="last-run">
      <Icon name={last.verdict.status} /> Last time, {momentWords(last.at, Date.now())}: {verdictWords(last.verdict)}.
    </p>
  );
}

export function Running({ model }: { model: Model }) {
  return (
    <div class="running">
      <p>
        <strong>Running the tests</strong>
      </p>
      <div class="running-bar" aria-hidden="true" />
      <p class="aside">{model.state.value.test ?? 'Loading your files'}</p>
      <button type="button" class="quiet" onClick={model.actions.stop}>
        <Icon name="stop" />
        Stop the run
      </button>
    </div>
  );
}
