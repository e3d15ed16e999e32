import { useEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import { fetchModule } from './fetch-module.ts';
import { createScreen, type Screen } from './screen.ts';
import shellWorker from './shell-worker.ts?worker&url';
import { fetchSqlite } from './sql.ts';
import { createTerminal, type ExerciseTerminal } from './terminal.ts';
import './terminal.css';

interface Opened {
  screen: Screen;
  terminal: ExerciseTerminal;
}

/** The shell and SQLite, into the browser's cache. */
export const fetchShell = (engine: string): Promise<unknown> =>
  Promise.all([fetchModule(shellWorker), fetchSqlite(engine)]);

export function TerminalPanel({ model }: { model: Model }) {
  const place = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<Opened>();
  const [leaves, setLeaves] = useState(false);
  const services = model.services.value;
  useEffect(() => {
    if (!services || !place.current) return undefined;
    const tab = createTabKeys(model, setLeaves, () => terminal.searching());
    const screen = createScreen({
      host: place.current,
      onData: (data) => terminal.type(data),
      onResize: () => terminal.redraw(),
      onKey: tab,
      fileOf: (name) => fileOf(model, name),
      onOpen: model.actions.openFrame,
    });
    const { page } = model;
    const terminal = createTerminal({
      ...services,
      exercise: page.exercise,
      screen,
      engine: page.engine,
      createWorker: () => new Worker(shellWorker, { type: 'module' }),
      say: (text) => void (model.announced.value = text),
    });
    void terminal.start();
    setOpened({ screen, terminal });
    return () => {
      void terminal.dispose();
      screen.dispose();
    };
  }, [services]);
  return (
    <section class="terminal" aria-label="Terminal">
      <HelperKeys opened={opened} />
      <div class="terminal-screen" ref={place} />
      <p class="terminal-note aside">
        {leaves ? 'Tab leaves the terminal' : 'Tab completes. Escape, then Tab leaves the terminal'}
      </p>
    </section>
  );
}

/** The exercise's file that a name in the output means. */
function fileOf(model: Model, name: string): string | undefined {
  const { exercise } = model.page;
  const names = [...Object.keys(model.state.value.files), ...Object.keys(exercise.tests)];
  const path = name.replace(/^(?:\.\/|\/exercise\/|.*\/home\/learner\/[^/]+\/)/, '');
  return names.find((known) => known === path);
}

/** Tab completes, so it needs another way out: Escape and then Tab, or Ctrl+M once, as in the editor. */
function createTabKeys(model: Model, tell: (leaves: boolean) => void, searching: () => boolean) {
  let once = false;
  let always = false;
  const say = (leaves: boolean) => {
    tell(leaves);
    model.announced.value = leaves ? 'Tab leaves the terminal' : 'Tab completes in the terminal';
  };
  return (event: KeyboardEvent): boolean => {
    if (event.type !== 'keydown') return true;
    if (event.key === 'Tab' && (once || always)) return false;
    if (event.key === 'Tab' && event.shiftKey) return false;
    if (event.ctrlKey && event.key.toLowerCase() === 'm') {
      always = !always;
      say(always);
      event.preventDefault();
      return false;
    }
    if (event.key === 'Escape' && !searching()) {
      once = true;
      say(true);
      return false;
    }
    if (once && !/^(?:Shift|Control|Alt|Meta)$/.test(event.key)) {
      once = false;
      tell(always);
    }
    return true;
  };
}

const keys: [string, string, string][] = [
  ['Tab', 'Complete', '\t'],
  ['↑', 'Earlier line', '\x1b[A'],
  ['↓', 'Later line', '\x1b[B'],
  ['←', 'Left', '\x1b[D'],
  ['→', 'Right', '\x1b[C'],
  ['Ctrl+C', 'Stop', '\x03'],
];

/** Keys that virtual keyboards do not have. */
function HelperKeys({ opened }: { opened: Opened | undefined }) {
  return (
    <div class="terminal-keys" role="group" aria-label="Keys for the terminal">
      {keys.map(([shown, name, data]) => (
        <button
          key={name}
          type="button"
          aria-label={`${name} (${shown})`}
          disabled={!opened}
          // The keyboard stays open: the terminal keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => {
            opened?.terminal.type(data);
            opened?.screen.focus();
          }}
        >
          {shown}
        </button>
      ))}
    </div>
  );
}
