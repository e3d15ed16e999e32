import type { Frame, TestResult } from '../../sandbox/types.ts';
import { Failure } from './failure.tsx';
import { Icon } from './words.tsx';

/** In file order; only the first failure stands before the others. */
export function TestList({ tests, onFrame }: { tests: TestResult[]; onFrame(frame: Frame): void }) {
  const first = tests.find(({ status }) => status === 'failed');
  const others = tests.filter((test) => test !== first);
  return (
    <ol class="tests">
      {first && <Test key={`first ${first.name}`} test={first} open onFrame={onFrame} />}
      {others.map((test, index) => (
        <Test key={`${index} ${test.name}`} test={test} onFrame={onFrame} />
      ))}
    </ol>
  );
}

const verdicts = { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' } as const;

function Test({ test, open, onFrame }: { test: TestResult; open?: boolean; onFrame(frame: Frame): void }) {
  const verdict = verdicts[test.status];
  const title = (
    <>
      <Icon name={test.status} />
      <span class="test-name">
        <span class="test-verdict">{verdict}:</span> <Name name={test.name} />
      </span>
    </>
  );
  return (
    <li class={`test ${test.status}`} aria-label={`${verdict}: ${test.name}`}>
      {test.status === 'failed' ? (
        <details open={open}>
          <summary>{title}</summary>
          <Failure test={test} onFrame={onFrame} />
        </details>
      ) : (
        <div class="test-line">{title}</div>
      )}
    </li>
  );
}

/** The suite's titles, soft, before the test's own. */
function Name({ name }: { name: string }) {
  const titles = name.split(' > ');
  const own = titles.pop();
  return (
    <>
      {titles.length > 0 && <span class="test-suite">{titles.join(' › ')} › </span>}
      {own}
    </>
  );
}
