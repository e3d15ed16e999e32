import type { Files } from '../../sandbox/index.ts';
import { openDoublePage } from '../webcontainer/graders.ts';
import { median } from './median.ts';

export interface FullNodeFigures {
  /** ms from the choice to the first report: with the snapshot's download, and with the snapshot kept. */
  first: number;
  again: number;
  /** ms from an edit to its report, in a container that runs. */
  rerun: number;
}

/** Runs a right answer in containers on our double: what is ours of a start, without StackBlitz's part. */
export async function measureFullNode(files: Files, rounds: number): Promise<FullNodeFigures> {
  const { page, reload, close } = await openDoublePage();
  try {
    const all: FullNodeFigures[] = [];
    let first = 0;
    for (let round = 0; round <= rounds; round++) {
      if (round) await reload();
      const { start, rerun } = await page.evaluate(runTwice, files);
      if (round) all.push({ first, again: start, rerun });
      else first = start;
    }
    return { first, again: median(all.map(({ again }) => again)), rerun: median(all.map(({ rerun }) => rerun)) };
  } finally {
    await close();
  }
}

async function runTwice(files: Files): Promise<{ start: number; rerun: number }> {
  const begin = performance.now();
  const runtime = await window.createRuntime('webcontainer', { assets: '/snapshot/', engine: '/engine/' });
  const run = async (now: Files) => {
    const started = performance.now();
    await runtime.mount(now);
    const report = await runtime.test();
    if (report.status !== 'passed') throw new Error(JSON.stringify(report));
    return performance.now() - started;
  };
  await run(files);
  const start = performance.now() - begin;
  const rerun = await run({ ...files, 'app.ts': `${String(files['app.ts'])}\n` });
  await runtime.dispose();
  return { start, rerun };
}
