import type { SessionState } from '../../sandbox/session.ts';
import { count } from './words.tsx';

/** What the learner's code and the tests printed during the last run. */
export function Console({ state }: { state: SessionState }) {
  const lines = state.console;
  return (
    <section class="console" aria-label="Console">
      <h2 class="panel-title">Console</h2>
      {lines.length === 0 && state.dropped === 0 ? (
        <p class="aside console-empty">What your code prints with console.log appears here.</p>
      ) : (
        // Scrolls, so the keyboard must be able to reach it.
        <div class="console-lines" tabIndex={0} role="group" aria-label="Console output">
          {lines.map((line, index) => (
            <pre key={index} class={`console-line ${line.level}`}>
              {label(line.level)}
              {line.text}
            </pre>
          ))}
          {state.dropped > 0 && (
            <p class="console-note">
              {count(state.dropped, 'more output')} not shown: the console keeps the first 500 outputs, up to 100 kB.
            </p>
          )}
        </div>
      )}
    </section>
  );
}

/** Colour alone would not tell a warning from an error. */
function label(level: string) {
  return level === 'warn' || level === 'error' ? <span class="console-level">{level} </span> : null;
}
