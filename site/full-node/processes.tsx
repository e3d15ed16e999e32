import { useEffect, useState } from 'preact/hooks';
import type { ContainerProcess, ContainerSession } from '../../sandbox/webcontainer/session.ts';
import { count } from '../exercise/words.tsx';

/** What runs inside, each with its end in reach. */
export function ProcessList({ session }: { session: Promise<ContainerSession> }) {
  const [running, setRunning] = useState<ContainerProcess[]>([]);
  useEffect(() => {
    let left = () => {};
    let gone = false;
    void session.then(({ processes }) => {
      if (gone) return;
      setRunning(processes.list());
      left = processes.subscribe(setRunning);
    });
    return () => {
      gone = true;
      left();
    };
  }, [session]);
  return (
    <details class="full-node-processes">
      <summary>{count(running.length, 'process').replace('processs', 'processes')}</summary>
      <ul aria-label="Processes">
        {running.map(({ id, command, stop }) => (
          <li key={id}>
            <code>{command}</code>
            <button type="button" class="quiet" onClick={stop}>
              Stop<span class="visually-hidden"> {command}</span>
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
