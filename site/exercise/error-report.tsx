import type { ErrorReason, Frame, TestReport } from '../../sandbox/types.ts';
import { FrameLink } from './failure.tsx';
import { TestList } from './test-list.tsx';
import { count, Icon } from './words.tsx';

interface ErrorReportProps {
  report: Extract<TestReport, { status: 'error' }>;
  timeLimit: number;
  onFrame(frame: Frame): void;
}

/** Why no verdict came, what is known about it, and what to do now. */
export function ErrorReport({ report, timeLimit, onFrame }: ErrorReportProps) {
  const [title, now] = reasons(timeLimit)[report.reason] ?? reasons(timeLimit).internal;
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
          <FrameLink frame={frame} onFrame={onFrame} label="Go to" />
        </p>
      )}
      <p class="what-now">{now}</p>
      {report.tests && report.tests.length > 0 && (
        <details class="fold ran-before">
          <summary>{count(report.tests.length, 'test')} ran before</summary>
          <TestList tests={report.tests} onFrame={onFrame} />
        </details>
      )}
    </div>
  );
}

/** In words: what happened, and what now. */
function reasons(timeLimit: number): Record<ErrorReason, [string, string]> {
  return {
    syntax: [
      'The code could not be read',
      'No test ran. Once this line parses, the tests can tell you about the rest.',
    ],
    load: ['The code could not be loaded', 'No test ran. The tests begin when every file has loaded.'],
    timeout: [`The run was ended after ${timeLimit} s`, 'Your work is saved, and the next run starts fresh.'],
    memory: ['The run was ended: it used too much memory', 'Your work is saved, and the next run starts fresh.'],
    boot: ['The engine did not start', 'Your code was not looked at, and your work is saved. Run tests tries again.'],
    internal: [
      'This is our fault, not yours',
      'Your work is saved. Run the tests again; if it stays, reload the page.',
    ],
  };
}

export function reasonTitle(reason: ErrorReason, timeLimit: number): string {
  return (reasons(timeLimit)[reason] ?? reasons(timeLimit).internal)[0];
}

function readFrame(message: string): Frame | undefined {
  const match = /^([\w./-]+\.\w+), line (\d+)(?:, column (\d+))?/m.exec(message);
  return match ? { file: match[1]!, line: Number(match[2]), column: Number(match[3] ?? 1) } : undefined;
}
