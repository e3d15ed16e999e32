/** `npm run bench`: prints ratios against a reference measured in the same run. Machines differ; ratios travel. */
import { existsSync } from 'node:fs';
import { measureBrowser } from './bench/browser.ts';
import { measureLocal } from './bench/local.ts';
import { printSizes } from './bench/sizes.ts';
import { measureStart } from './bench/start.ts';

const slugs = ['hello-server', 'notes-ownership'];
const rounds = 5;

if (!existsSync('dist/index.html')) {
  console.error('There is no built site to measure. Run `npm run build` first.');
  process.exit(2);
}

const row = (name: string, ours: number, reference: string, theirs: number, goal: number) => {
  const ratio = ours / theirs;
  const verdict = ratio <= goal ? 'met' : 'missed';
  console.log(
    `${name.padEnd(42)} ${ms(ours)}   ${reference.padEnd(24)} ${ms(theirs)}   ratio ${ratio.toFixed(2)} (goal ≤ ${goal}: ${verdict})`,
  );
};
const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`;

for (const slug of slugs) {
  console.log(`\n${slug}: ${rounds} rounds, medians, Node ${process.version}`);
  const local = await measureLocal(slug, rounds);
  const browser = await measureBrowser(slug, rounds);
  row('browser, page opened → report (cold)', browser.cold, 'vitest run', local.run, 1.5);
  row('browser, run pressed → first report', browser.first, 'vitest run', local.run, 1.5);
  row('browser, edit → report (re-run)', browser.rerun, 'vitest --watch', local.watch, 0.25);
  row('npm test <slug>', local.npmTest, 'vitest run', local.run, 1.5);
}
console.log(`\n${'npm start → first page'.padEnd(42)} ${ms(await measureStart())}   (goal ≤ 5000 ms)\n`);
await printSizes('notes-ownership');
