import { useEffect, useState } from 'preact/hooks';
import type { ProgressProblem } from '../../../sandbox/progress/kept.ts';
import { keptAside, saveText } from './device.ts';

/** Why the stored record could not be used, and what there is to do. */
export function Problem({ problem }: { problem: ProgressProblem }) {
  return (
    <div class="problem" role="alert">
      {problem.kind === 'not-saved' && (
        <p>
          <b>Your progress cannot be stored:</b> {problem.reason}. It counts until this page is closed. Export it, or
          allow this site to store data and reload.
        </p>
      )}
      {problem.kind === 'newer' && (
        <p>
          <b>Your progress was written by a newer version of the course,</b> so this page leaves it alone. Reload the
          page to get the newer one.
        </p>
      )}
      {problem.kind === 'unreadable' && <Unreadable faults={problem.faults} />}
    </div>
  );
}

function Unreadable({ faults }: { faults: string[] }) {
  const [kept, setKept] = useState<Record<string, unknown>>({});
  useEffect(() => void keptAside().then(setKept, () => {}), []);
  return (
    <>
      <p>
        <b>A part of your stored progress could not be read.</b> What could be read is below; the whole of it was kept
        aside.
      </p>
      <ul>
        {faults.slice(0, 5).map((fault) => (
          <li key={fault}>{fault}</li>
        ))}
      </ul>
      {Object.entries(kept).map(([key, value]) => (
        <button
          key={key}
          type="button"
          class="button"
          onClick={() => saveText('engine-room-unreadable.json', JSON.stringify(value, undefined, 2))}
        >
          Download what was kept aside
        </button>
      ))}
    </>
  );
}
