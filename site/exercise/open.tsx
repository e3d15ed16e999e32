/** Opens an exercise or a playground: loads what a run needs, and hands over to the components. */
import { effect } from '@preact/signals';
import { hydrate } from 'preact';
import { createProgramHost } from '../../sandbox/session/program-host.ts';
// Not through createRuntime, which would load it after this script: every visit needs it.
import { createEmbeddedRuntime, type EmbeddedOptions } from '../../sandbox/runtimes/embedded.ts';
import { createServicesHost } from '../../sandbox/session/services-host.ts';
import { createSession, type Session } from '../../sandbox/session/session.ts';
import { createSolutionTimer } from '../../sandbox/session/solution-gate.ts';
import type { Frame, Runtime } from '../../sandbox/types.ts';
import { errorText } from '../../sandbox/session/work.ts';
import { followChanges, recallRunOnSave } from './auto-run.ts';
import { followOutput } from './console/follow.ts';
import { followResults } from './follow-results.ts';
import { Hints } from './hints.tsx';
import { followWork } from './history/follow-work.ts';
import { afterDrawing } from './after-drawing.ts';
import { keepEarlyClick } from './early-click.ts';
import { loadEditor, revealInTextarea } from './load-editor.ts';
import { followLoading, sayPackage } from './loading.ts';
import { initialModel, type Actions, type Elsewhere, type ExercisePage, type Model } from './model.ts';
import { hostsOf } from '../../sandbox/hosts/catalogue.ts';
import type { OnSlow } from '../../sandbox/embedded/engine.ts';
import { runProgramFirst } from './run-program.ts';
import { followKeyboard, isMac } from './shortcuts/keyboard.ts';
import { openChannel } from '../device/channel.ts';
import { record } from '../device/record.ts';
import { createStorage } from '../device/storage.ts';
import { tools, toolsOf } from './tools.ts';
import { fetchTools } from './tools-ahead.ts';
import { wholePage } from './whole-page.ts';
import { Workspace } from './workspace.tsx';

const storage = createStorage();

/**
 * Takes over what the server drew. Resolves when everything listens; the engine may still be on its way. The page may
 * still be read by the browser: all that is needed of it at first is the engine's frame.
 *
 * @param elsewhere The runtime of a page that was opened for another one than the embedded.
 */
export async function open(page: ExercisePage, elsewhere?: Elsewhere): Promise<Model> {
  const { exercise } = page;
  const playing = page.mode === 'playground';
  const pressAgain = keepEarlyClick();
  // Starts while the learner's work is read from the device.
  let onSlow: OnSlow = () => {};
  const startOne = (own?: OwnOptions) =>
    elsewhere?.createRuntime(own?.timeLimit ?? exercise.timeLimit) ?? startRuntime(page, (...it) => onSlow(...it), own);
  let early: Promise<Runtime> | undefined = startOne();
  early.catch(() => {});
  const start = () => {
    const runtime = early ?? startOne();
    early = undefined;
    return runtime;
  };
  const startSecond = () => startOne({ spare: false });
  // What the page is for gets the runtime that is started first: the tests, or the program of a playground.
  const opening = createSession({
    exercise,
    createRuntime: playing ? startSecond : start,
    storage,
    clock: Date,
    free: playing,
    channel: openChannel(`exercise:${exercise.slug}`),
  });
  await wholePage();
  const session = await opening;
  const engine = playing ? early.then(() => undefined, errorText) : session.prepare();
  const model = createModel({ page, session, engine, elsewhere });
  const { program, databases } = openProgram(model, playing ? start : startSecond, startOne);
  // A playground is nobody's progress.
  const progress = playing ? undefined : record();
  const solutionTimer = playing ? undefined : createSolutionTimer({ storage, clock: Date, slug: exercise.slug });
  model.services.value = { session, program, databases, storage, progress, solutionTimer, startRuntime: startSecond };
  onSlow = (name, ...it) => void sayPackage(model.loading, name, ...it);
  if (playing) runProgramFirst(model);
  followOutput(model.printed, { session, program });
  followResults(model, session, progress, followChanges(model, session));
  followKeyboard(model);
  followWork(model);
  effect(() => {
    const { dataset } = element('bench');
    dataset.panel = model.panel.value;
    dataset.area = tools.find(({ id }) => id === model.panel.value)?.area ?? model.panel.value;
  });
  // What the server drew of a playground is a template, and seldom the one that is opened.
  if (playing) element('workspace-root').replaceChildren();
  hydrate(<Workspace model={model} />, element('workspace-root'));
  recallRunOnSave(model);
  if (import.meta.env.DEV) void import('./folder/follow-folder.ts').then(({ followFolder }) => followFolder(model));
  if (!playing) hydrate(drawHints(model), element('hints-root'));
  pressAgain();
  if (playing) return model;
  if (import.meta.env.DEV) {
    void import('./author/recall.ts').then(({ recallAuthor }) => recallAuthor(model));
    void import('../author/revise-exercise.ts').then(({ reviseExercise }) => reviseExercise(model, drawHints));
  }
  return model;
}

const drawHints = ({ page, hintsShown, announced }: Model) => (
  <Hints hints={page.exercise.hints} shown={hintsShown} announced={announced} />
);

/** The learner's program, and where the exercise has some, the databases beside it, which start with the first program. */
function openProgram(model: Model, start: () => Promise<Runtime>, startOne: (own: OwnOptions) => Promise<Runtime>) {
  const { services: names = [] } = model.page.exercise;
  // Where memory is short, they make room while nothing runs with them.
  const idle = () => !/starting|running/.test(model.program.peek().phase);
  const createRuntime = () => startOne({ spare: false, timeLimit: 3600, packages: [], idle });
  const databases = names.length ? createServicesHost({ names, createRuntime, usualPorts: true }) : undefined;
  databases?.subscribe((state) => void (model.databases.value = state));
  const own = createProgramHost({ createRuntime: start, services: databases });
  const program = model.elsewhere?.program(own) ?? own;
  program.subscribe((state) => void (model.program.value = state));
  return { program, databases };
}

/** What is another's than the tests' runtime. */
type OwnOptions = Pick<EmbeddedOptions, 'spare' | 'timeLimit' | 'packages' | 'idle'>;

/** The tests' runtime takes the frame that came with the page; the learner's own program gets one of its own. */
function startRuntime(page: ExercisePage, onSlow: OnSlow, own?: OwnOptions): Promise<Runtime> {
  const { engine, exercise, packages } = page;
  const frame = document.querySelector<HTMLIFrameElement>('iframe#engine-frame') ?? undefined;
  return createEmbeddedRuntime({
    assets: engine,
    timeLimit: exercise.timeLimit,
    packages,
    onSlow,
    ...(own ?? { frame }),
  });
}

interface Parts {
  page: ExercisePage;
  session: Session;
  /** Resolves when a run is possible, or with why it is not. */
  engine: Promise<string | undefined>;
  elsewhere: Elsewhere | undefined;
}

function createModel({ page, session, engine, elsewhere }: Parts): Model {
  let host: HTMLElement | undefined;
  /** Run was asked for by keyboard before everything was there: it happens as soon as it can. */
  let wanted = false;
  const actions: Actions = {
    run() {
      wanted = !model.loading.value.canRun;
      if (wanted) return;
      if (isNarrow()) model.panel.value = 'results';
      model.tools.side.value = 'results';
      model.folded.side.value = false;
      void session.run();
    },
    runTests: () => actions.run(),
    stop: session.stop,
    reset: session.reset,
    undoReset: session.undoReset,
    write: (path, contents) => void (path in session.state.files && session.write(path, contents)),
    show: (path) => void (model.shown.value = path),
    openTool(id) {
      const tool = toolsOf(model).find((tool) => tool.id === id);
      // A shortcut to a tool that is not there.
      if (!tool) return;
      model.tools[tool.area].value = id;
      model.folded[tool.area].value = false;
      if (model.panel.value !== 'task' || isNarrow()) model.panel.value = id;
    },
    openPanel(panel) {
      if (panel === 'task' || panel === 'code') model.panel.value = panel;
      else actions.openTool(panel);
    },
    openFrame(frame: Frame) {
      model.panel.value = 'code';
      model.shown.value = frame.file;
      // After the components have shown the panel and the file.
      afterDrawing(() =>
        model.editor.value
          ? model.editor.value.reveal(frame.file, frame.line, frame.column)
          : revealInTextarea(host, frame),
      );
    },
    mountEditor(place) {
      host = place;
      // The engine first: the plain editor is there already, and two at once would keep both waiting. What waits for the
      // learner keeps nobody waiting.
      const quiet = (elsewhere ? Promise.resolve() : engine).then(() => whenQuiet(session));
      const editor = loadEditor(model, place, quiet);
      const needsHost = hostsOf(Object.values(page.exercise.tests).map(String)).length > 0;
      const parts = { engine, editor, tools: () => fetchTools(model), name: elsewhere?.name, needsHost };
      void followLoading(model.loading, parts);
    },
  };
  const model = { ...initialModel(page, actions), elsewhere };
  model.state.value = session.state;
  effect(() => {
    if (model.loading.value.canRun && wanted) actions.run();
  });
  if (isMac()) model.shortcut.value = '⌘ Enter';
  return model;
}

const isNarrow = () => matchMedia('(max-width: 59.99rem)').matches;

/** Evaluating the big editor blocks the page for a while: not before Run can be pressed, and not during a first run. */
async function whenQuiet(session: Session): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 100));
  if (session.state.phase !== 'running') return;
  await new Promise<void>((resolve) => {
    const unsubscribe = session.subscribe(({ phase }) => {
      if (phase === 'running') return;
      unsubscribe();
      setTimeout(resolve, 50);
    });
  });
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}
