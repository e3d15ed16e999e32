import { signal, type Signal } from '@preact/signals';
import { errorText } from '../../../sandbox/session/work.ts';
import type { Files, Runtime } from '../../../sandbox/types.ts';
import { readProof, withReport, type Proof } from './proof.ts';

interface ProverOptions {
  slug: string;
  startRuntime(): Promise<Runtime>;
  /** The whole folder as it is on the disk now. */
  readFolder(): Promise<Files>;
}

/** Runs what has no report yet, one variant after the other, and again whenever the folder has changed. */
export function createProver({ slug, startRuntime, readFolder }: ProverOptions) {
  const proof: Signal<Proof | undefined> = signal(undefined);
  /** Why there is no table, or why it is older than the folder. */
  const fault = signal('');
  const running = signal('');
  let runtime: Promise<Runtime> | undefined;
  let turn = Promise.resolve();

  const runMissing = async () => {
    const tried = new Set<Files>();
    for (;;) {
      const next = proof.value?.rows.find(({ report, files }) => !report && !tried.has(files));
      if (!next) return;
      tried.add(next.files);
      running.value = next.name;
      const started = await (runtime ??= startRuntime());
      await started.mount(next.files);
      const report = await started.test();
      proof.value = withReport(proof.value!, next, report);
    }
  };
  const refresh = async () => {
    try {
      proof.value = readProof(slug, await readFolder(), proof.value);
      fault.value = '';
      await runMissing();
    } catch (error) {
      fault.value = errorText(error);
      // Whatever happened to it, the next refresh gets a fresh one.
      void runtime?.then((started) => started.dispose()).catch(() => {});
      runtime = undefined;
    } finally {
      running.value = '';
    }
  };
  return {
    proof,
    fault,
    running,
    /** Reads the folder and runs what is new in it. One after the other, however often it is asked for. */
    refresh: () => (turn = turn.then(refresh)),
    /** Runs everything again. */
    again() {
      if (proof.value) proof.value = { ...proof.value, rows: proof.value.rows.map((row) => ({ ...row, report: undefined })) };
      return this.refresh();
    },
  };
} // prettier-ignore

export type Prover = ReturnType<typeof createProver>;
