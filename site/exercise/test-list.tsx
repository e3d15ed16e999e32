import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { TestResult } from '../../sandbox/types.ts';
import { Failure } from './failure.tsx';
import type { Model } from './model.ts';
import { Proved, proofOf } from './proved.tsx';
import type { Turned } from './turned.ts';
import { duration, Icon, Words } from './words.tsx';

/** More rows than these are folded: nobody reads two hundred at once. */
const most = 50;

/** In file order; only the first failure stands before the others. */
export function TestList({ tests, model }: { tests: TestResult[]; model: Model }) {
  const [all, setAll] = useState(false);
  const first = tests.find(({ status }) => status === 'failed');
  const others = tests.filter((test) => test !== first);
  const shown = all || others.length <= most + 5 ? others : others.slice(0, most);
  const row = (test: TestResult, key: string, isFirst = false) => (
    <Test key={key} test={test} first={isFirst} turned={model.turned.value} model={model} />
  );
  return (
    <>
      <ol class="tests">
        {first && row(first, `first ${first.name}`, true)}
        {shown.map((test, index) => row(test, `${index} ${test.name}`))}
      </ol>
      {shown.length < others.length && (
        <button type="button" class="quiet more-tests" onClick={() => setAll(true)}>
          Show the other {others.length - shown.length} tests
        </button>
      )}
    </>
  );
}

interface TestProps {
  test: TestResult;
  first: boolean;
  turned: Turned;
  model: Model;
}

function Test({ test, first, turned, model }: TestProps) {
  const verdict = test.todo ? 'To do' : verdicts[test.status];
  const title = (
    <>
      <Icon name={test.todo ? 'todo' : test.status} />
      <span class="test-name">
        <span class="test-verdict">{verdict}:</span> <Name name={test.name} />
        <Tag name={test.name} turned={turned} />
        {test.duration >= slow && <span class="test-tag">{duration(test.duration)}</span>}
        <Aside test={test} />
      </span>
    </>
  );
  return (
    <li class={`test ${test.status}`} aria-label={`${verdict}: ${test.name}`}>
      <Row test={test} title={title} first={first} model={model} />
    </li>
  );
}

const verdicts = { passed: 'Passed', failed: 'Failed', skipped: 'Skipped' } as const;

/** ms from which a test's own time is worth a word. */
const slow = 100;

interface RowProps {
  test: TestResult;
  title: ComponentChildren;
  first: boolean;
  model: Model;
}

/** What is folded is drawn when it is opened: hundreds of answers would make the page slow. */
function Row({ test, title, first, model }: RowProps) {
  const [open, setOpen] = useState(first);
  const folds = test.status === 'failed' || (test.status === 'passed' && (test.proved || test.exchange || test.ran));
  if (!folds) return <div class="test-line">{title}</div>;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{title}</summary>
      {open && test.status === 'failed' && <Failure test={test} model={model} first={first} />}
      {open && test.status === 'passed' && <Proved test={test} model={model} />}
    </details>
  );
}

function Tag({ name, turned }: { name: string; turned: Turned }) {
  if (turned.fixed.has(name)) return <span class="test-tag fixed">failed before</span>;
  if (turned.broken.has(name)) return <span class="test-tag broken">passed before</span>;
  return null;
}

/** What it proved, or why it was skipped. */
function Aside({ test }: { test: TestResult }) {
  const text = test.status === 'passed' ? proofOf(test) : test.status === 'skipped' ? test.message : undefined;
  if (!text) return null;
  return (
    <span class="test-aside">
      <Words text={text} />
    </span>
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
