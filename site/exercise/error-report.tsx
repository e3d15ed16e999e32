import { reasonTitle } from '../../sandbox/reason-title.ts';
import type { ErrorReason, Frame, TestReport } from '../../sandbox/types.ts';
import { FrameLink } from './failure.tsx';
import type { Model } from './model.ts';
import { TestList } from './test-list.tsx';
import { count, Icon } from './words.tsx';

interface ErrorReportProps {
  report: Extract<TestReport, { status: 'error' }>;
  model: Model;
}

/** Why no verdict came, what is known about it, and what to do now. A test that failed before is shown: it may say why. */
export function ErrorReport({ report, model }: ErrorReportProps) {
  const { timeLimit } = model.page.exercise;
  const title = reasonTitle(report.reason, timeLimit);
  const now = advice[report.reason] ?? advice.internal;
  const frame = readFrame(report.message);
  return (
    <div class="error-report">
      <p class="verdict error">
        <Icon name="error" />
        <strong>{title}</strong>
      </p>
      <pre class="error-message">{report.message}</pre>
      {frame && (
        <p class="frame">
          <FrameLink frame={frame} onFrame={model.actions.openFrame} label="Go to" />
        </p>
      )}
      <p class="what-now">{now}</p>
      {report.tests && report.tests.length > 0 && (
        <details class="fold ran-before" open={report.tests.some(({ status }) => status === 'failed')}>
          <summary>{count(report.tests.length, 'test')} ran before</summary>
          <TestList tests={report.tests} model={model} />
        </details>
      )}
    </div>
  );
}

/** What now. */
const advice: Record<ErrorReason, string> = {
  syntax: 'No test ran. Once this line parses, the tests can tell you about the rest.',
  load: 'No test ran. The tests begin when every file has loaded.',
  timeout: 'Your work is saved, and the next run starts fresh.',
  memory: 'Your work is saved, and the next run starts fresh.',
  boot: 'Your code was not looked at, and your work is saved. Run tests tries again.',
  internal: 'Your work is saved. Run the tests again; if it stays, reload the page.',
};

function readFrame(message: string): Frame | undefined {
  const match = /^([\w./-]+\.\w+), line (\d+)(?:, column (\d+))?/m.exec(message);
  return match ? { file: match[1]!, line: Number(match[2]), column: Number(match[3] ?? 1) } : undefined;
}
