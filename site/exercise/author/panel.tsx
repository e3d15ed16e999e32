import { useEffect, useMemo, useState } from 'preact/hooks';
import { errorText } from '../../../sandbox/session/work.ts';
import type { Files, TestReport } from '../../../sandbox/types.ts';
import { pathTo } from '../../paths.ts';
import { afterDrawing } from '../after-drawing.ts';
import { ErrorReport } from '../error-report.tsx';
import type { Model } from '../model.ts';
import { TestList } from '../test-list.tsx';
import { count, duration, Icon, Words } from '../words.tsx';
import { lineOf, ownFiles, refreshed, type Line, type Proof, type Row } from './proof.ts';
import { createProver, type Prover } from './run.ts';
import './author.css';

/** Only while developing: every variant of the exercise in the embedded runtime, and whether it comes to what it must. */
export function AuthorPanel({ model }: { model: Model }) {
  const { slug } = model.page.exercise;
  const services = model.services.value;
  const prover = useMemo(
    () => services && createProver({ slug, startRuntime: services.startRuntime, readFolder: () => readFolder(slug) }),
    [services, slug],
  );
  useEffect(() => {
    if (!prover) return undefined;
    void prover.refresh();
    return whenSaved(slug, () => void prover.refresh());
  }, [prover]);
  const proof = prover?.proof.value;
  useEffect(() => {
    if (proof) model.aside.value = refreshed(model.aside.value, proof);
  }, [proof]);
  return (
    <section class="author" aria-label="Author" tabIndex={0}>
      {prover?.fault.value && (
        <p class="author-fault" role="alert">
          {prover.fault.value}
        </p>
      )}
      {prover && proof ? <Table prover={prover} proof={proof} model={model} /> : <p class="aside">Loading</p>}
    </section>
  );
} // prettier-ignore

function Table({ prover, proof, model }: { prover: Prover; proof: Proof; model: Model }) {
  const [open, setOpen] = useState('');
  const lines = proof.rows.map((row) => lineOf(proof.exercise, row));
  return (
    <>
      <div class="author-head">
        <p role="status">{summary(lines, prover.running.value)}</p>
        <button type="button" class="quiet" onClick={() => void prover.again()}>
          Run all again
        </button>
      </div>
        <table class="author-table">
          <thead>
            <tr>
              {['Variant', 'Says first', 'Must'].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          {lines.map((line, index) => (
            <tbody key={line.name}>
              <VariantLine line={line} open={open === line.name} onOpen={() => setOpen(open === line.name ? '' : line.name)} />
              {open === line.name && <Opened line={line} row={proof.rows[index]!} proof={proof} model={model} />}
            </tbody>
          ))}
        </table>
    </>
  );
} // prettier-ignore

function summary(lines: Line[], running: string): string {
  if (running) return `Running ${running}`;
  const bad = lines.filter(({ findings }) => findings.length).length;
  return bad ? `${bad} of ${count(lines.length, 'variant')} must be mended` : `All ${lines.length} variants hold`;
}

function VariantLine({ line, open, onOpen }: { line: Line; open: boolean; onOpen(): void }) {
  const { name, status, says, wanted, findings } = line;
  return (
    <tr data-variant={name} data-holds={status !== 'waiting' && !findings.length}>
      <th scope="row">
        {status !== 'waiting' && <Holds good={!findings.length} />}
        <button type="button" class="author-name" aria-expanded={open} onClick={onOpen}>
          {name}
        </button>
        <span class="author-run">
          {status}
          {line.duration !== undefined && `, ${duration(line.duration)}`}
        </span>
      </th>
      <td>
        <Words text={says} />
      </td>
      <td>
        <Words text={wanted} />
      </td>
    </tr>
  );
}

function Holds({ good }: { good: boolean }) {
  return (
    <span class={good ? 'author-good' : 'author-bad'}>
      <Icon name={good ? 'passed' : 'failed'} />
      <span class="visually-hidden">{good ? 'Holds: ' : 'Does not hold: '}</span>
    </span>
  );
}

/** What is to be mended, the variant's own files, and its report as a learner would read it. */
function Opened({ line, row, proof, model }: { line: Line; row: Row; proof: Proof; model: Model }) {
  const files = ownFiles(proof, row.name);
  const look = (path: string, at?: { line: number; column: number }) => {
    model.aside.value = { ...model.aside.value, ...files };
    model.actions.openFrame({ file: path, line: 1, column: 1, ...at });
  };
  return (
    <tr class="author-opened">
      <td colSpan={3}>
        {line.findings.map(({ problem, advice }) => (
          <p key={problem} class="author-fault">
            {problem} <span class="aside">{advice}</span>
          </p>
        ))}
        <p class="author-files">
          {Object.keys(files).map((path) => (
            <button key={path} type="button" class="quiet" onClick={() => afterDrawing(() => look(path))}>
              Open {path}
            </button>
          ))}
        </p>
        {row.report && <Report report={row.report} model={readerOf(model, row.name, files, look)} />}
      </td>
    </tr>
  );
}

function Report({ report, model }: { report: TestReport; model: Model }) {
  if (report.status === 'error') return <ErrorReport report={report} model={model} />;
  return <TestList tests={report.tests} model={model} />;
}

type Look = (path: string, at: { line: number; column: number }) => void;

/** Places in a report are in the variant's files, and not in the learner's of the same name. */
function readerOf(model: Model, variant: string, files: Files, look: Look): Model {
  const openFrame: Model['actions']['openFrame'] = (frame) => {
    const own = `${variant}/${frame.file}`;
    if (own in files) look(own, frame);
    else model.actions.openFrame(frame);
  };
  return { ...model, actions: { ...model.actions, openFrame } };
}

async function readFolder(slug: string): Promise<Files> {
  const response = await fetch(pathTo(`author/${slug}.json`)).catch((error: unknown) => errorText(error));
  if (typeof response === 'string' || !response.ok)
    throw new Error('The folder of this exercise could not be read. Is the development server still there?');
  return (await response.json()) as Files;
}

/** Calls back when a file of the exercise was saved. Returns its undo. */
function whenSaved(slug: string, changed: () => void): () => void {
  const hear = (event: { slug: string }) => void (event.slug === slug && changed());
  import.meta.hot?.on('author:changed', hear);
  return () => import.meta.hot?.off('author:changed', hear);
}
