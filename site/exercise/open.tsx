/** The script of an exercise page: opens the exercise, loads what a run needs, and hands over to the components. */
import { effect } from '@preact/signals';
import { hydrate } from 'preact';
import { createProgress } from '../../sandbox/progress.ts';
// Not through createRuntime, which would load it after this script: every visit needs it.
import { createEmbeddedRuntime } from '../../sandbox/runtimes/embedded.ts';
import { createSession, type Session } from '../../sandbox/session.ts';
import type { Frame, Runtime } from '../../sandbox/types.ts';
import { spoken } from './announce.ts';
import { Hints } from './hints.tsx';
import { loadEditor, revealInTextarea, wantsMonaco } from './load-editor.ts';
import { followLoading } from './loading.ts';
import { initialModel, type Actions, type ExercisePage, type Model } from './model.ts';
import type { CodeEditor } from './monaco.ts';
import { createStorage } from './storage.ts';
import { Workspace } from './workspace.tsx';

const storage = createStorage();

void open(JSON.parse(element('exercise-data').textContent) as ExercisePage);

async function open(page: ExercisePage): Promise<void> {
  const { exercise } = page;
  // Starts while the learner's work is read from the device.
  let early: Promise<Runtime> | undefined = startRuntime(page);
  early.catch(() => {});
  const start = () => {
    const runtime = early ?? startRuntime(page);
    early = undefined;
    return runtime;
  };
  const session = await createSession({ exercise, createRuntime: start, storage, clock: Date });
  const engine = session.prepare();
  const model = createModel(page, session, engine);
  followResults(model, session);
  followKeyboard(model);
  effect(() => {
    element('bench').dataset.panel = model.panel.value;
  });
  hydrate(<Workspace model={model} />, element('workspace-root'));
  hydrate(<Hints hints={exercise.hints} />, element('hints-root'));
}

function startRuntime({ engine, exercise, packages }: ExercisePage): Promise<Runtime> {
  const frame = document.querySelector<HTMLIFrameElement>('iframe#engine-frame') ?? undefined;
  return createEmbeddedRuntime({
    frame,
    assets: engine,
    timeLimit: exercise.timeLimit,
    packages,
  });
}

function createModel(page: ExercisePage, session: Session, engine: Promise<string | undefined>): Model {
  let host: HTMLElement | undefined;
  let editor: CodeEditor | undefined;
  /** Run was asked for by keyboard before everything was there: it happens as soon as it can. */
  let wanted = false;
  const actions: Actions = {
    run() {
      wanted = !model.loading.value.canRun;
      if (wanted) return;
      if (matchMedia('(max-width: 59.99rem)').matches) model.panel.value = 'outcome';
      void session.run();
    },
    stop: session.stop,
    reset: session.reset,
    undoReset: session.undoReset,
    write: (path, contents) => void (path in session.state.files && session.write(path, contents)),
    show: (path) => void (model.shown.value = path),
    openFrame(frame: Frame) {
      model.panel.value = 'code';
      model.shown.value = frame.file;
      // After the components have shown the panel and the file.
      requestAnimationFrame(() =>
        editor ? editor.reveal(frame.file, frame.line, frame.column) : revealInTextarea(host, frame),
      );
    },
    mountEditor(place) {
      host = place;
      // The engine first: the plain editor is there already, and two at once would keep both waiting.
      const quiet = engine.then(() => whenQuiet(session));
      const loaded = wantsMonaco() ? loadEditor(model, place, quiet, (ready) => (editor = ready)) : undefined;
      void followLoading(model.loading, { engine, editor: loaded });
    },
  };
  const model = initialModel(page, actions);
  model.state.value = session.state;
  effect(() => {
    if (model.loading.value.canRun && wanted) actions.run();
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) model.shortcut.value = '⌘ Enter';
  return model;
}

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

/** Shows each change, keeps the progress, and says each report once. */
function followResults(model: Model, session: Session): void {
  const { slug, timeLimit } = model.page.exercise;
  const progress = createProgress({ storage, clock: Date });
  let before = session.state;
  session.subscribe((state) => {
    model.state.value = state;
    if (state.files !== before.files || state.phase !== before.phase) void progress.start(slug);
    if (state.report && state.report !== before.report) {
      void progress.attempt(slug, state.report.status === 'passed');
      model.announced.value = spoken(state.report, timeLimit);
    } else if (state.phase === 'running') {
      model.announced.value = '';
    } else if (state.stopped && !before.stopped) {
      model.announced.value = 'Stopped. Nothing was graded.';
    } else if (state.canUndoReset && state.files !== before.files && !before.canUndoReset) {
      model.announced.value = 'The starter is back. Undo reset brings your work back.';
    }
    before = state;
  });
}

/** Ctrl or Cmd with Enter runs the tests from anywhere, also from inside the editor, which would insert a line. */
function followKeyboard(model: Model): void {
  addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) model.actions.run();
    },
    { capture: true },
  );
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`The page has no element "${id}".`);
  return found;
}
