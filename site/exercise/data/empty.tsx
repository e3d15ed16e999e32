import type { ComponentChildren } from 'preact';
import type { Model } from '../model.ts';
import { serverEntry, startServer } from '../request/server.ts';
import { Icon } from '../words.tsx';
import type { DataStore, Found } from './store.ts';

/** Why there is nothing to look into, and what brings it about. */
export function Empty({ model, store }: { model: Model; store: DataStore }) {
  return (
    <div class="data-empty">
      <svg class="nothing-drawing" viewBox="0 0 96 64" width="96" height="64" aria-hidden="true" focusable="false">
        <path d="M22 14v36c0 5 11.6 9 26 9s26-4 26-9V14" />
        <ellipse cx="48" cy="14" rx="26" ry="9" />
        <path d="M22 32c0 5 11.6 9 26 9s26-4 26-9" />
      </svg>
      <Why model={model} found={store.found.value} source={store.source.value} />
    </div>
  );
}

function Why({ model, found, source }: { model: Model; found: Found; source: string }) {
  switch (found.state) {
    case 'stopped':
      return <Stopped model={model} />;
    case 'not-run':
      return (
        <Words title="The tests have not run yet." text="Each test leaves its database here as it was at its end.">
          <button
            type="button"
            class="quiet"
            disabled={!model.loading.value.canRun}
            onClick={() => model.actions.runTests()}
          >
            <Icon name="run" />
            Run the tests
          </button>
        </Words>
      );
    case 'running':
      return <Words title="The tests are running." text="Their databases can be read when they are done." />;
    case 'starting':
      return <Words title="Your server is starting." text="Its databases appear as soon as it opens them." />;
    case 'unreadable':
      return <Words title="The databases could not be read." text={found.reason} />;
    case 'waiting':
      return <Words title="Looking for databases" text="" />;
    default:
      return (
        <Words
          title={source === 'tests' ? 'The last run has left no database.' : 'No database is open.'}
          text="What code opens with better-sqlite3 or node:sqlite appears here: its tables, and each statement it runs."
        />
      );
  }
}

function Stopped({ model }: { model: Model }) {
  const entry = serverEntry(model);
  if (entry === undefined) {
    return <Words title="This exercise has no server to start." text="Look at the last test run instead." />;
  }
  const { phase } = model.program.value;
  const title = phase === 'failed' ? 'Your server did not start.' : 'Your server is not running.';
  const text = phase === 'failed' ? 'The Request panel says why.' : 'While it runs, you can look into its databases.';
  return (
    <Words title={title} text={text}>
      <button type="button" class="quiet" disabled={!model.services.value} onClick={() => void startServer(model)}>
        <Icon name="run" />
        Start {entry}
      </button>
    </Words>
  );
}

function Words({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  return (
    <>
      <p>
        <strong>{title}</strong>
        {text && <span class="aside"> {text}</span>}
      </p>
      {children}
    </>
  );
}
