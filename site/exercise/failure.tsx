import { useMemo } from 'preact/hooks';
import type { Explanation, Frame, TestResult } from '../../sandbox/types.ts';
import { DiffView } from './diff-view.tsx';
import { Exchanges } from './exchange.tsx';
import { Hints } from './hints.tsx';
import type { Model } from './model.ts';
import { isOneLine, readDiff } from './value-diff.ts';
import { ShellRuns } from './shell-runs.tsx';
import { Words } from './words.tsx';

interface FailureProps {
  test: TestResult;
  model: Model;
  /** The first failure is the one to work on: the hints stand there. */
  first?: boolean;
}

/** What went wrong in one test: the diagnosis, the four parts, hints, the requests, and the assertion's own words. */
export function Failure({ test, model, first }: FailureProps) {
  const { explanation, message } = test;
  const explained = hasParts(explanation);
  const headline = explanation?.diagnosis ?? (explained ? undefined : firstLine(message));
  const diff = useMemo(() => (test.diff ? readDiff(test.diff) : []), [test.diff]);
  // What the parts say already in a sentence is not said twice.
  const showDiff = diff.length > 0 && !(explained && isOneLine(diff));
  return (
    <div class="failure">
      {headline && (
        <h3 class="diagnosis">
          <Words text={headline} />
        </h3>
      )}
      {explanation && <Parts explanation={explanation} />}
      <Places test={test} model={model} />
      {first && <FailureHints model={model} />}
      {showDiff && <DiffView lines={diff} />}
      {test.exchange && <Exchanges exchange={test.exchange} model={model} />}
      {test.ran && <ShellRuns ran={test.ran} />}
      {message && (
        <details class="fold">
          <summary>The assertion, word for word</summary>
          <pre>{message}</pre>
          {!showDiff && diff.length > 0 && <DiffView lines={diff} />}
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

/** The learner's own line first: the one that can be changed. */
function Places({ test: { stack = [] }, model }: { test: TestResult; model: Model }) {
  const own = stack.find(({ file }) => !isSuite(file));
  const suite = stack.find(({ file }) => isSuite(file));
  if (!own && !suite) return null;
  return (
    <p class="places">
      {own && <FrameLink frame={own} onFrame={model.actions.openFrame} label="Your code" />}
      {suite && <FrameLink frame={suite} onFrame={model.actions.openFrame} label="The assertion" />}
    </p>
  );
}

function FailureHints({ model }: { model: Model }) {
  const { hints } = model.page.exercise;
  if (!hints.length) return null;
  return <Hints hints={hints} shown={model.hintsShown} announced={model.announced} label="Hints for this failure" />;
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

function hasParts(explanation: Explanation | undefined): boolean {
  return rows.some(([part]) => explanation?.[part]);
}

function firstLine(message: string | undefined): string | undefined {
  return message?.split('\n').find((line) => line.trim());
}

function isSuite(file: string): boolean {
  return /\.test\.[cm]?[jt]sx?$/.test(file);
}
