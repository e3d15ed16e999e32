import { signal, type Signal } from '@preact/signals';
import type { SessionState } from '../../sandbox/session.ts';
import type { Exercise, Frame } from '../../sandbox/types.ts';
import type { NextStep } from './results.tsx';

/** What the page brings along for its script, as JSON. Solutions are not in it. */
export interface ExercisePage {
  exercise: Exercise;
  /** URL of the folder with the engine's pieces. */
  engine: string;
  /** npm packages that a run may need. */
  packages: string[];
  next: NextStep[];
}

export type Panel = 'task' | 'code' | 'outcome';

/** How far the page is with what a first run needs. */
export interface Loading {
  /** In words, for the status line. */
  what: string;
  /** The engine is there, and some editor always is. */
  canRun: boolean;
  /** Nothing is left that the page would fetch. */
  done: boolean;
}

/** What the components show. They read signals and call actions; the session stays behind them. */
export interface Model {
  page: ExercisePage;
  state: Signal<SessionState>;
  loading: Signal<Loading>;
  shown: Signal<string>;
  panel: Signal<Panel>;
  /** Said once by the live region. */
  announced: Signal<string>;
  shortcut: Signal<string>;
  actions: Actions;
}

export interface Actions {
  run(): void;
  stop(): void;
  reset(): void;
  undoReset(): void;
  write(path: string, contents: string): void;
  show(path: string): void;
  openFrame(frame: Frame): void;
  /** Called with the place where an editor can be put, and the textarea that stands there until then. */
  mountEditor(host: HTMLElement): void;
}

const nothing = () => {};

/** The model before anything has been read or loaded: what the server draws and the script takes over. */
export function initialModel(page: ExercisePage, actions?: Actions): Model {
  const { exercise } = page;
  const files = Object.fromEntries(
    Object.entries(exercise.starter).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return {
    page,
    state: signal<SessionState>({
      phase: 'idle',
      files,
      stopped: false,
      stale: false,
      console: [],
      dropped: 0,
      canUndoReset: false,
      notices: [],
    }),
    loading: signal<Loading>({ what: 'Loading', canRun: false, done: false }),
    shown: signal(exercise.focus[0] ?? Object.keys(files)[0] ?? ''),
    panel: signal<Panel>('task'),
    announced: signal(''),
    shortcut: signal('Ctrl+Enter'),
    actions: actions ?? {
      run: nothing,
      stop: nothing,
      reset: nothing,
      undoReset: nothing,
      write: nothing,
      show: nothing,
      openFrame: nothing,
      mountEditor: nothing,
    },
  };
}
