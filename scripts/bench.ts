/**
 * `npm run bench [section…]`: prints ratios against a reference measured in the same run. Machines differ; ratios travel.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measureBrowser } from './bench/browser.ts';
import { measureBuild } from './bench/build.ts';
import { measureFullNode } from './bench/full-node.ts';
import { measureGrade } from './bench/grade.ts';
import { measureLocal, measureWatches } from './bench/local.ts';
import { printPage } from './bench/print-page.ts';
import { measureHost, measureInChromium, probes } from './bench/hosts/index.ts';
import type { HostFigures } from './bench/hosts/measure.ts';
import { measureBoot, measureEndurance, measureLag, measureProgram } from './bench/runtime.ts';
import { measureSearch } from './bench/search.ts';
import { printSizes } from './bench/sizes.ts';
import { measureStart } from './bench/start.ts';

const slugs = ['hello-server', 'notes-ownership'];
const rounds = 5;
const runs = 1000;

const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`;
const megabytes = (value: number) => `${value.toFixed(0).padStart(6)} MB`;
const perSecond = (value: number) => `${value.toFixed(0).padStart(6)}/s`;
const goalOf = (met: boolean, goal: string) => `(goal ${goal}: ${met ? 'met' : 'missed'})`;

function row(name: string, ours: string, reference: string, theirs: string, ratio: number, goal: string, met: boolean) {
  console.log(
    `${name.padEnd(42)} ${ours}   ${reference.padEnd(20)} ${theirs}   ratio ${ratio.toFixed(2)} ${goalOf(met, goal)}`,
  );
}

/** Times, of which less is better. */
function times(name: string, ours: number, reference: string, theirs: number, goal: number): void {
  row(name, ms(ours), reference, ms(theirs), ours / theirs, `≤ ${goal}`, ours / theirs <= goal);
}

/** An exercise's right answer as it is graded. */
function solution(slug: string): Record<string, string> {
  const read = (file: string) => readFileSync(path.join('exercises', slug, file), 'utf8');
  return { 'app.ts': read('solution/app.ts'), 'app.test.ts': read('app.test.ts') };
}

/** Code that floods or blocks whoever runs it on their own thread. */
const unruly = {
  'an endless loop': 'export const work = () => { for (;;); };',
  'a microtask flood': 'export const work = async () => { for (;;) await null; };',
  'a timer flood':
    'export const work = () => new Promise(() => { const go = () => { setTimeout(go); setTimeout(go); }; go(); });',
  'an output flood': 'export const work = () => { for (;;) console.log("x".repeat(1000)); };',
  'a regular expression': "export const work = () => /^(a+)+$/.test('a'.repeat(40) + 'b');",
  'a result of 100 MB': "export const work = () => 'x'.repeat(1e8);",
  'deep recursion': 'export const work = () => work() + 1;',
};

const sections: Record<string, () => Promise<void>> = {
  async exercises() {
    for (const slug of slugs) {
      console.log(`\n${slug}: ${rounds} rounds, medians, Node ${process.version}`);
      const local = await measureLocal(slug, rounds);
      const browser = await measureBrowser(slug, rounds);
      times('browser, page opened → report (cold)', browser.cold, 'vitest run', local.run, 1.5);
      times('browser, run pressed → first report', browser.first, 'vitest run', local.run, 1.5);
      times('browser, edit → report (re-run)', browser.rerun, 'vitest --watch', local.watch, 0.2);
      times('npm test <slug>', local.npmTest, 'vitest run', local.run, 1.5);
    }
  },
  async watch() {
    console.log(`\n${slugs[0]}: a save → the report, twice ${rounds} rounds in turn, medians, Node ${process.version}`);
    const { ours, vitest } = await measureWatches(slugs[0]!, rounds);
    times('npm run watch', ours, 'vitest --watch', vitest, 1);
    // Theirs was measured on its own, so there is no ratio.
    console.log(`${'npm run watch'.padEnd(42)} ${ms(ours)}   ${goalOf(ours <= 400, '≤ 400 ms')}; rustlings 350 ms`);
  },
  async page() {
    await printPage('what-a-backend-does/first-server', 'hello-server', rounds);
  },
  async start() {
    const first = await measureStart();
    console.log(`\n${'npm start → first page'.padEnd(42)} ${ms(first)}   ${goalOf(first <= 5000, '≤ 5000 ms')}`);
  },
  async boot() {
    console.log('\nThe runtime alone, on an empty page with a warm cache');
    const { ready, report } = await measureBoot(solution('hello-server'), rounds);
    console.log(`${'createRuntime → ready'.padEnd(42)} ${ms(ready)}   ${goalOf(ready <= 300, '≤ 300 ms')}`);
    console.log(`${'createRuntime → first report'.padEnd(42)} ${ms(report)}`);
  },
  async 'full-node'() {
    console.log(
      '\nContainers on our double of StackBlitz’s service, which takes a time of its own that is not in here',
    );
    const { first, again, rerun } = await measureFullNode(solution('hello-server'), rounds);
    console.log(`${'boot → first report, first visit'.padEnd(42)} ${ms(first)}`);
    console.log(
      `${'boot → first report, snapshot kept'.padEnd(42)} ${ms(again)}   ${goalOf(again <= 10_000, '≤ 10 s')}`,
    );
    console.log(`${'edit → report'.padEnd(42)} ${ms(rerun)}`);
  },
  async requests() {
    console.log('\nAn Express app, half of the requests with JSON, 100 at a time, against the same program on Node');
    const { node, runtime } = await measureProgram('requests');
    for (const [name, theirs] of Object.entries(node)) {
      const ratio = runtime[name]! / theirs;
      row(name, perSecond(runtime[name]!), 'Node', perSecond(theirs), ratio, '≥ 0.5', ratio >= 0.5);
    }
  },
  async sqlite() {
    console.log('\nbetter-sqlite3 against the native one');
    const goals: Record<string, number> = { '100,000 rows by all()': 2, '100,000 rows by iterate()': 2 };
    const { node, runtime } = await measureProgram('sqlite');
    for (const [name, theirs] of Object.entries(node)) times(name, runtime[name]!, 'Node', theirs, goals[name] ?? 3);
  },
  async endurance() {
    console.log(`\nOne runtime, ${runs} runs of hello-server: memory of all of Chromium's processes (PSS)`);
    const { perRuntime, early, late, failures } = await measureEndurance(solution('hello-server'), runs);
    const growth = (late - early) / early;
    console.log(`added by the runtime  ${perRuntime.toFixed(0)} MB ${goalOf(perRuntime <= 60, '≤ 60 MB')}`);
    console.log(
      `after 20 runs ${early.toFixed(0)} MB, after ${runs} more ${late.toFixed(0)} MB: ${(growth * 100).toFixed(1)} % ${goalOf(growth <= 0.1, '≤ 10 %')}; ${failures} runs did not pass`,
    );
  },
  async lag() {
    console.log('\nThe longest pause of the page while such code runs and is ended');
    for (const [name, lag] of Object.entries(await measureLag(unruly))) {
      console.log(`${name.padEnd(42)} ${ms(lag)}   ${goalOf(lag <= 50, '≤ 50 ms')}`);
    }
  },
  async build() {
    const { lessons, exercises, first, again, empty } = await measureBuild();
    console.log(`\nnpm run build with ${lessons} lessons and ${exercises} exercises, the engine already built`);
    const said = (name: string, { clock, processors }: typeof first) =>
      console.log(
        `${name.padEnd(42)} ${ms(clock)} (${ms(processors).trim()} of processors)   an empty Astro site ${ms(empty.clock)}   ratio ${(clock / empty.clock).toFixed(1)} ${goalOf(clock <= 25_000, '≤ 25 s')}`,
      );
    said('nothing kept from an earlier build', first);
    said('once more', again);
  },
  async search() {
    const { median, longest, first, sent } = await measureSearch(rounds);
    console.log(`\n${'search, letter → results'.padEnd(42)} ${ms(median)}   ${goalOf(median <= 100, '≤ 100 ms')}`);
    console.log(`${'search, the longest of them'.padEnd(42)} ${ms(longest)}`);
    console.log(`${'search, keys that open it → results'.padEnd(42)} ${ms(first)}   ${sent.toFixed(0)} kB sent`);
  },
  async grade() {
    const count = Number(process.env['SUBMISSIONS'] ?? 500);
    const { kinds, totals, alone, first, again, fresh } = measureGrade(count);
    const said = (counts: Record<string, number>) => Object.entries(counts).map(([name, many]) => `${many} ${name}`).join(', ');
    console.log(`\nnpm run grade with ${count} submissions of 5 exercises: ${said(kinds)}`);
    console.log(`graded: ${said(totals)}`);
    console.log(`${'all of them'.padEnd(42)} ${ms(first)}   ${fresh} runs, ${((fresh / first) * 1000).toFixed(1)} a second`);
    console.log(`${'once more, nothing changed'.padEnd(42)} ${ms(again)}`);
    times('one run of them', first / fresh, 'npm test <slug>', alone, 0.5);
  }, // prettier-ignore
  async hosts() {
    console.log('\nEach host in a Node process of its own, and the real program where this computer has it');
    for (const [name, { title, does, real }] of Object.entries(probes)) {
      console.log(`\n${title}`);
      const ours = await measureHost(name, 'ours');
      if (!ours) throw new Error(`${title} could not be measured.`);
      const theirs = real && (await measureHost(name, 'real'));
      const compared = (what: string, said: (value: number) => string, pick: (figures: HostFigures) => number | undefined) => {
        const [own, other] = [pick(ours), theirs && pick(theirs)];
        if (own === undefined) return;
        const ratio = other ? `   ${real!.title.padEnd(13)} ${said(other)}   ratio ${(own / other).toFixed(2)}` : '';
        console.log(`${what.padEnd(42)} ${said(own)}${ratio}`);
      };
      compared('start → first answer, cold', ms, ({ cold }) => cold);
      compared('start → first answer, warm', ms, ({ warm }) => warm);
      compared(does, perSecond, ({ rate }) => rate);
      compared('memory', megabytes, ({ memory }) => memory);
      if (!theirs) console.log(real ? `There is no ${real.title} on this computer.` : 'There is nothing to compare it with.');
    }
    console.log('\nWhat hosts of WebAssembly add to a page of Chromium’s that grades with them');
    for (const [name, memory] of Object.entries(await measureInChromium())) console.log(`${probes[name]!.title.padEnd(42)} ${megabytes(memory)}`);
  }, // prettier-ignore
  async sizes() {
    console.log('');
    await printSizes('notes-ownership');
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in sections));
if (unknown.length) {
  console.error(`There is no section ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}.`);
  process.exit(2);
}
const withoutSite = ['grade', 'watch', 'hosts', 'full-node'];
if (!existsSync('dist/index.html') && !(wanted.length && wanted.every((name) => withoutSite.includes(name)))) {
  console.error('There is no built site to measure. Run `npm run build` first.');
  process.exit(2);
}
for (const name of wanted.length ? wanted : Object.keys(sections)) await sections[name]!();
