import { signal, type Signal } from '@preact/signals';
import type { ComponentType } from 'preact';
import { sheetFile } from '../../sandbox/answers/files.ts';
import { stoppedProgram, type ProgramHost, type ProgramState } from '../../sandbox/session/program-host.ts';
import type { ServicesHost, ServicesState } from '../../sandbox/session/services-host.ts';
import type { Session, SessionState, Storage } from '../../sandbox/session/session.ts';
import type { Exercise, Frame, RequestPreset, Runtime } from '../../sandbox/types.ts';
import type { ProgressStore } from '../../sandbox/progress/store.ts';
import type { SolutionTimer } from '../../sandbox/session/solution-gate.ts';
import type { CodeEditor } from './editor/code-editor.ts';
import type { Area, ToolId } from './tools.ts';
import type { Entry } from './history/import-plan.ts';
import { emptyConsole, type Printed } from './console/log.ts';
import { nothingTurned, type Turned } from './turned.ts';
import type { NextStep } from './verdict.tsx';

/** What the page brings along for its script, as JSON. Solutions are not in it. */
export interface ExercisePage {
  /** A playground has no task and no suite: its primary action starts the program. */
  mode?: 'exercise' | 'playground';
  exercise: Exercise;
  /** URL of the folder with the engine's pieces. */
  engine: string;
  /** npm packages that a run may need. */
  packages: string[];
  next: NextStep[];
  /** The address of the same work on full Node, where that is offered. */
  fullNode?: string | undefined;
  /** This is that page. */
  onFullNode?: true;
}

/** What a phone shows, one at a time. */
export type Panel = 'task' | 'code' | ToolId;

/** A dialog about the learner's work. */
export type WorkDialog =
  | { kind: 'history'; /** The version to begin with. */ id?: string }
  | { kind: 'import'; /** What was dropped. */ picked?: Promise<Entry[]> }
  | { kind: 'solution' };

/** How far the page is with what a first run needs. */
export interface Loading {
  /** In words, for the status line. */
  what: string;
  /** The engine is there, and some editor always is. */
  canRun: boolean;
  /** Nothing is left that the page would fetch. */
  done: boolean;
}

/** Another runtime in the place of the embedded one, on a page that was opened for it. */
export interface Elsewhere {
  /** In the status line: `Loading full Node`. */
  name: string;
  /** May wait for the learner. @param timeLimit Seconds that one run may take. */
  createRuntime(timeLimit: number): Promise<Runtime>;
  /** Adds what else runs there to what the panels know of the learner's program. */
  program(own: ProgramHost): ProgramHost;
  loadTerminal(): Promise<ComponentType<{ model: Model }>>;
}

/** What stands behind the page, there once its script has opened the exercise. */
export interface Services {
  session: Session;
  /** The learner's own server, or any other program that was started. */
  program: ProgramHost;
  /** The databases beside it, where the exercise has some. */
  databases?: ServicesHost | undefined;
  storage: Storage;
  /** Not in a playground. */
  progress?: ProgressStore | undefined;
  solutionTimer?: SolutionTimer | undefined;
  /** One more runtime, for what must not end the program. */
  startRuntime(): Promise<Runtime>;
}

/** What the components show. They read signals and call actions; the session stays behind them. */
export interface Model {
  page: ExercisePage;
  /** Absent on the pages of the embedded runtime. */
  elsewhere?: Elsewhere | undefined;
  state: Signal<SessionState>;
  loading: Signal<Loading>;
  shown: Signal<string>;
  /** An answer without code is shown as what it says, and not as its file. */
  asView: Signal<boolean>;
  /** Files that are looked at beside the exercise's own, and not worked on: path → text. */
  aside: Signal<Record<string, string | Uint8Array>>;
  /** The files that have a tab. */
  tabs: Signal<string[]>;
  /** Whether the tree of files is open. */
  tree: Signal<boolean>;
  /** Once it has loaded: until then there is a textarea. */
  editor: Signal<CodeEditor | undefined>;
  panel: Signal<Panel>;
  /** The tool in front, in each place. */
  tools: Record<Area, Signal<ToolId>>;
  /** What a splitter has folded away. */
  folded: Record<'task' | Area, Signal<boolean>>;
  program: Signal<ProgramState>;
  databases: Signal<ServicesState>;
  services: Signal<Services | undefined>;
  /** A request that another panel wants to have filled in; the request panel takes it. */
  requestDraft: Signal<RequestPreset | undefined>;
  workDialog: Signal<WorkDialog | undefined>;
  /** Said once by the live region. */
  announced: Signal<string>;
  shortcut: Signal<string>;
  /** What the tests and the learner's own program have printed. */
  printed: Signal<Printed>;
  /** How many of the hints are shown, beside the task and at a failure alike. */
  hintsShown: Signal<number>;
  /** The tests whose verdict is not that of the run before. */
  turned: Signal<Turned>;
  /** A short pause after a change grades it. */
  runOnSave: Signal<boolean>;
  /** The list of shortcuts is open. */
  shortcutsOpen: Signal<boolean>;
  /** With `npm start`: where the files lie in `workspace/`. */
  folderLine: Signal<ComponentType | undefined>;
  actions: Actions;
}

export interface Actions {
  /** The primary action: grades an exercise, starts the program of a playground. */
  run(): void;
  runTests(): void;
  stop(): void;
  reset(): void;
  undoReset(): void;
  write(path: string, contents: string): void;
  show(path: string): void;
  openFrame(frame: Frame): void;
  /** Puts a tool in front, unfolds its place, and on a phone shows it. */
  openTool(id: ToolId): void;
  openPanel(panel: Panel): void;
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
      history: [],
      notices: [],
    }),
    loading: signal<Loading>({ what: 'Loading', canRun: false, done: false }),
    shown: signal(exercise.focus[0] ?? Object.keys(files)[0] ?? ''),
    asView: signal(true),
    tabs: signal([...exercise.focus, ...Object.keys(exercise.tests).filter((path) => path !== sheetFile)]),
    aside: signal({}),
    tree: signal(false),
    editor: signal<CodeEditor | undefined>(undefined),
    panel: signal<Panel>('task'),
    tools: {
      side: signal<ToolId>('results'),
      dock: signal<ToolId>(exercise.kind === 'shell' ? 'terminal' : 'console'),
    },
    // An answer without code prints nothing and needs no shell: the room is for the answer.
    folded: { task: signal(false), side: signal(false), dock: signal(sheetFile in exercise.tests) },
    program: signal(stoppedProgram),
    databases: signal<ServicesState>({ phase: 'stopped' }),
    services: signal<Services | undefined>(undefined),
    workDialog: signal<WorkDialog | undefined>(undefined),
    announced: signal(''),
    shortcut: signal('Ctrl+Enter'),
    printed: signal(emptyConsole),
    requestDraft: signal<RequestPreset | undefined>(undefined),
    hintsShown: signal(0),
    turned: signal(nothingTurned),
    runOnSave: signal(false),
    shortcutsOpen: signal(false),
    folderLine: signal<ComponentType | undefined>(undefined),
    actions: actions ?? {
      run: nothing,
      runTests: nothing,
      stop: nothing,
      reset: nothing,
      undoReset: nothing,
      write: nothing,
      show: nothing,
      openFrame: nothing,
      openTool: nothing,
      openPanel: nothing,
      mountEditor: nothing,
    },
  };
}
