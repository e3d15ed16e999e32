import type { TestResult } from '../../sandbox/types.ts';
import { Exchanges } from './exchange.tsx';
import { ShellRuns } from './shell-runs.tsx';
import type { Model } from './model.ts';
import { Words } from './words.tsx';

/** The last and most telling reason of a passed test. */
export function proofOf({ proved }: TestResult): string | undefined {
  const last = proved?.at(-1);
  return last && `because ${last.because}`;
}

/** What a passed test checked, in the suite’s own words, and the requests that it sent for that. */
export function Proved({ test, model }: { test: TestResult; model: Model }) {
  return (
    <div class="failure">
      {test.proved && (
        <>
          <p class="proved-title">We expected, and got:</p>
          <ul class="proved">
            {test.proved.map(({ expected, because }, index) => (
              <li key={index}>
                <Words text={expected} />
                <span class="aside">
                  , because <Words text={because} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
      {test.exchange && <Exchanges exchange={test.exchange} model={model} />}
      {test.ran && <ShellRuns ran={test.ran} />}
    </div>
  );
}
