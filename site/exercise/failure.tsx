import type { Explanation, Frame, TestResult } from '../../sandbox/types.ts';
import { Exchanges } from './exchange.tsx';
import { Words } from './words.tsx';

/** What went wrong in one test: the diagnosis, the four parts, the requests, and the assertion's own words. */
export function Failure({ test, onFrame }: { test: TestResult; onFrame(frame: Frame): void }) {
  const { explanation, message } = test;
  const headline = explanation?.diagnosis ?? (hasParts(explanation) ? undefined : firstLine(message));
  const frame = test.stack?.find(({ file }) => !isSuite(file));
  const suiteFrame = test.stack?.find(({ file }) => isSuite(file));
  return (
    <div class="failure">
      {headline && (
        <h3 class="diagnosis">
          <Words text={headline} />
        </h3>
      )}
      {explanation && <Parts explanation={explanation} />}
      {frame && (
        <p class="frame">
          <FrameLink frame={frame} onFrame={onFrame} label="Your code" />
        </p>
      )}
      {test.exchange && <Exchanges exchange={test.exchange} />}
      {(message || test.diff) && (
        <details class="fold">
          <summary>The assertion in the suite’s words</summary>
          {message && <pre>{message}</pre>}
          {test.diff && <Diff diff={test.diff} />}
          {suiteFrame && <FrameLink frame={suiteFrame} onFrame={onFrame} label="The assertion" />}
        </details>
      )}
    </div>
  );
}

const rows = [
  ['sent', 'You sent'],
  ['got', 'We got'],
  ['expected', 'We expected'],
  ['because', 'because'],
  ['look', 'Look at'],
] as const;

function Parts({ explanation }: { explanation: Explanation }) {
  if (!hasParts(explanation)) return null;
  return (
    <table class="parts">
      <tbody>
        {rows.map(([part, label]) => {
          const text = explanation[part];
          return (
            text && (
              <tr key={part} class={`part-${part}`}>
                <th scope="row">{label}</th>
                <td>
                  <Words text={text} />
                </td>
              </tr>
            )
          );
        })}
      </tbody>
    </table>
  );
}

/** A place in a file, as a link that moves the editor's cursor there. */
export function FrameLink({ frame, onFrame, label }: { frame: Frame; onFrame(frame: Frame): void; label: string }) {
  return (
    <a
      class="frame-link"
      href={`#${frame.file}:${frame.line}`}
      onClick={(event) => {
        event.preventDefault();
        onFrame(frame);
      }}
    >
      {label}: {frame.file}, line {frame.line}
    </a>
  );
}

function Diff({ diff }: { diff: string }) {
  return (
    <pre class="diff">
      {diff.split('\n').map((line, index) => {
        const kind = line.startsWith('-') ? 'expected' : line.startsWith('+') ? 'received' : 'same';
        return (
          <span key={index} class={`diff-${kind}`}>
            {line}
            {'\n'}
          </span>
        );
      })}
    </pre>
  );
}

function hasParts(explanation: Explanation | undefined): boolean {
  return rows.some(([part]) => explanation?.[part]);
}

function firstLine(message: string | undefined): string | undefined {
  return message?.split('\n').find((line) => line.trim());
}

function isSuite(file: string): boolean {
  return /\.test\.[cm]?[jt]sx?$/.test(file);
}
