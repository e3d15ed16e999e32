import { useEffect, useState } from 'preact/hooks';
import { gateOf, solutionRules, type Gate } from '../../../sandbox/session/solution-gate.ts';
import { sameFiles } from '../../../sandbox/session/work.ts';
import { Dialog } from '../dialog.tsx';
import type { Model } from '../model.ts';
import { count } from '../words.tsx';
import { loadAnswers, type Answers } from './answers.ts';
import { ChangedFiles } from './changed-files.tsx';
import { changesBetween } from './changes.ts';

/** The reference answer beside the learner's code, once it is time. It never takes the code's place. */
export function SolutionDialog({ model, onClose }: { model: Model; onClose(): void }) {
  const [gate, setGate] = useState<Gate>();
  const [shown, setShown] = useState(false);
  const open = () => {
    keepWork(model);
    const { progress, solutionTimer } = model.services.value ?? {};
    void solutionTimer?.show();
    void progress?.show(model.page.exercise.slug);
    setShown(true);
  };
  useEffect(() => {
    void readGate(model).then((read) => {
      setGate(read);
      if (read.open) open();
    });
  }, []);
  return (
    <Dialog title="Solution" size={shown ? 'wide' : 'text'} onClose={onClose}>
      {shown ? <Solution model={model} /> : gate && <Closed gate={gate} open={open} onClose={onClose} />}
    </Dialog>
  );
}

async function readGate({ services, page }: Model): Promise<Gate> {
  const { progress, solutionTimer } = services.value ?? {};
  await solutionTimer?.tick(true);
  const attempts = (await progress?.load())?.progress.exercises[page.exercise.slug]?.attempts ?? 0;
  return gateOf({ attempts, ...(solutionTimer?.record ?? { active: 0, shown: false }) });
}

/** What was written without the answer can be found again. */
function keepWork({ services, state }: Model): void {
  const { files, history } = state.value;
  const last = history.at(-1);
  if (!last || !sameFiles(last.files, files)) services.value?.session.keep('solution');
}

function Closed({ gate, open, onClose }: { gate: Gate; open(): void; onClose(): void }) {
  return (
    <>
      <p>
        The solution opens after {solutionRules.attempts} runs, or {solutionRules.minutes} minutes with this exercise.
        {` ${count(gate.attemptsLeft, 'more run')} or ${count(gate.minutesLeft, 'more minute')} to go.`}
      </p>
      <p>What you find out by yourself stays with you longer. The hints beside the task give a little at a time.</p>
      <div class="dialog-actions">
        <button type="button" class="quiet" onClick={onClose}>
          Go on by myself
        </button>
        <button type="button" class="quiet" onClick={open}>
          Show me anyway
        </button>
      </div>
    </>
  );
}

function Solution({ model }: { model: Model }) {
  const [answers, setAnswers] = useState<Answers>();
  const [failed, setFailed] = useState(false);
  const load = () => {
    setFailed(false);
    loadAnswers(model.page.exercise.slug).then(setAnswers, () => setFailed(true));
  };
  useEffect(load, []);
  if (answers) return <Beside model={model} solution={answers.solution} />;
  if (!failed) return <p>Loading the solution</p>;
  return (
    <div role="alert">
      <p>The solution could not be loaded. Is the network gone? It opens as soon as there is one.</p>
      <button type="button" class="quiet" onClick={load}>
        Try again
      </button>
    </div>
  );
}

function Beside({ model, solution }: { model: Model; solution: Answers['solution'] }) {
  const { files } = model.state.value;
  const [path, setPath] = useState('');
  const changes = changesBetween(files, { ...files, ...solution });
  const [copied, setCopied] = useState('');
  const copy = () =>
    navigator.clipboard.writeText(solution[path] ?? '').then(
      () => setCopied(`Copied the solution’s ${path}`),
      () => setCopied('The browser did not allow to copy'),
    );
  if (!changes.length) return <p>Your files are the same as the solution’s.</p>;
  return (
    <div class="solution">
      <div class="chosen-head">
        <p>One right answer among several. Your files stay as they are; the tests accept any that behaves right.</p>
        <p class="copied" role="status">
          {copied}
        </p>
        <button type="button" class="quiet" onClick={copy}>
          Copy the solution’s file
        </button>
      </div>
      <ChangedFiles
        changes={changes}
        before={{ label: 'Your code', files }}
        after={{ label: 'Solution', files: solution }}
        words={{ added: 'only in the solution', changed: 'differs', removed: 'only yours' }}
        onShow={setPath}
      />
    </div>
  );
}
