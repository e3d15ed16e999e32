import { measurePage, type Opening } from './page.ts';

/** The best that was measured elsewhere, on the machine of the goals: until an editor is seen, and what that takes. */
const goal = { report: 1070, script: 433, task: 50 };

/** Prints the way from a click in a lesson to an editor and to a report. */
export async function printPage(lesson: string, slug: string, rounds: number): Promise<void> {
  console.log(`\nClick on ${slug} in its lesson, and Run as soon as it can be pressed: ${rounds} rounds, medians`);
  const { cold, warm, typing, reference } = await measurePage(lesson, slug, rounds);
  print('empty cache', cold, reference.cold);
  print('warm cache', warm, reference.warm);
  line(
    'the longest task while typing, page ready',
    ms(typing.settled),
    met(typing.settled <= goal.task, `≤ ${goal.task} ms`),
  );
  line(
    'the longest task while typing from the start',
    ms(typing.task),
    met(typing.task <= goal.task, `≤ ${goal.task} ms`),
  );
  line('the longest wait of a key for its letter', ms(typing.key));
}

function print(cache: string, opening: Opening, reference: number): void {
  const { editor, report, beforeEditor, beforeReport, engineBeforeReport } = opening;
  const ratio = (time: number) => `ratio ${(time / reference).toFixed(2)} to Monaco alone (${reference.toFixed(0)} ms)`;
  line(`click → editor, ${cache}`, ms(editor), ratio(editor));
  line(`click → report, ${cache}`, ms(report), `${ratio(report)} ${met(report <= goal.report, `≤ ${goal.report} ms`)}`);
  const page = beforeReport - engineBeforeReport;
  line('  JavaScript sent before the editor, gz', kB(beforeEditor));
  line(
    '  JavaScript sent before the report, gz',
    kB(beforeReport),
    `of it the engine ${kB(engineBeforeReport).trim()}`,
  );
  if (cache === 'empty cache') line('  without the engine', kB(page), met(page <= goal.script, `≤ ${goal.script} kB`));
}

const line = (name: string, value: string, more = '') => console.log(`${name.padEnd(44)}${value}   ${more}`.trimEnd());
const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`;
const kB = (value: number) => `${value.toFixed(0).padStart(6)} kB`;
const met = (is: boolean, what: string) => `(goal ${what}: ${is ? 'met' : 'missed'})`;
