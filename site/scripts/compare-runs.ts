import type { Runtime } from '../../sandbox/index.ts';
import { Block } from './block.ts';
import { codeAreas, repaint } from './code-area.ts';
import { countRows, sameAnswers, type Counted } from './compare-counts.ts';
import counter from './count-program.js?raw';
import { element, fault, lines, titled } from './parts.ts';
import { ensureRuntime, hear, send, start, type Asked, type Program } from './server.ts';

export interface CompareSettings {
  id: string;
  entry: string;
  show: string;
  engine: string;
  packages: string[];
  requests: Asked[];
  versions: { title: string; files: Record<string, string> }[];
}

class DidNotStart extends Error {}

/** Two versions of a program, run one after the other and counted. */
class CompareRuns extends Block {
  connectedCallback(): void {
    codeAreas(this);
    this.on('click', '[data-run]', () => void this.run());
    this.on('click', '[data-reset]', () => this.reset());
    this.runsOnEnter();
  }

  settings = (): CompareSettings => JSON.parse(this.dataset['settings'] ?? '{}') as CompareSettings;
  areas = (): HTMLTextAreaElement[] => [...this.querySelectorAll('textarea')];

  override async run(): Promise<string | undefined> {
    const answers = this.querySelector<HTMLElement>('.answers');
    const { versions, show, requests, ...rest } = this.settings();
    let happened: string | undefined;
    await this.act(this.querySelector('[data-run]'), async (loaded) => {
      const ready = await ensureRuntime(rest);
      answers?.replaceChildren();
      const counted: Counted[] = [];
      for (const [index, { title, files }] of versions.entries()) {
        loaded(`Running “${title}”`);
        const code = this.areas()[index]?.value ?? '';
        const program = { ...rest, id: `${rest.id}-${index}`, files: { ...files, [show]: code, 'count.ts': counter } };
        try {
          counted.push(await runVersion(ready, program, requests));
        } catch (error) {
          if (!(error instanceof DidNotStart)) throw error;
          answers?.append(titled(`“${title}” did not start`, lines(error.message)));
          return `“${title}” did not start. The reason is below.`;
        }
      }
      const both = counted as [Counted, Counted];
      const titles = versions.map(({ title }) => title);
      answers?.append(...showCounts(both, titles));
      happened = asText(both, titles);
      return sameAnswers(both) ? 'Done: both gave the same. The counts are below.' : 'Done: they gave different answers. The counts are below.';
    });
    return happened;
  }

  reset(): void {
    for (const area of this.areas()) {
      area.value = area.defaultValue;
      repaint(area);
    }
    this.querySelector('.answers')?.replaceChildren();
    this.say('Both versions are as they were at the start.');
  }
} // prettier-ignore

async function runVersion(ready: Runtime, program: Program, requests: Asked[]): Promise<Counted> {
  const printed: string[] = [];
  const stop = hear(({ text }) => printed.push(text.replace(/\n$/, '')));
  try {
    const message = await start(ready, program);
    if (message !== undefined) throw new DidNotStart(message);
    const answers = [];
    for (const request of requests) answers.push(await send(ready, request));
    const log = (await ready.databases?.statements()) ?? { statements: [], others: 0 };
    const counts = Object.entries(program.files).some(
      ([name, text]) => name !== 'count.ts' && text.includes('count.ts'),
    );
    return { answers, log, printed: printed.join('\n'), steps: counts ? await stepsOf(ready) : [] };
  } finally {
    stop();
  }
}

/** What the program counted. */
async function stepsOf(ready: Runtime): Promise<Counted['steps']> {
  const { text } = await send(ready, { method: 'GET', path: '/', port: ':4172', headers: [] });
  return text === undefined ? [] : (JSON.parse(text.slice(text.indexOf('\n\n'))) as Counted['steps']);
}

function showCounts(both: [Counted, Counted], titles: string[]): HTMLElement[] {
  const head = element('tr', '', element('td'), ...titles.map((title) => column(title)));
  const same = sameAnswers(both);
  const verdict = element('tr', '', rowHead('Outcome'), Object.assign(element('td', '', same ? '= the same' : '≠ different'), { colSpan: 2 }));
  const rows = countRows(both).map(({ what, counts }) => {
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    const cells = counts.map((count) => element('td', 'integer', count === least && least !== most ? element('b', '', `${count} (−${most - least})`) : String(count)));
    return element('tr', '', rowHead(what), ...cells);
  });
  const table = element('table', 'rows', element('thead', '', head), element('tbody', '', verdict, ...rows));
  const frame = element('div', 'table-frame', table);
  frame.tabIndex = 0;
  frame.role = 'region';
  frame.ariaLabel = 'Counts';
  return [titled('Counted', frame), ...(same ? [] : both.map((one, index) => titled(titles[index] ?? '', outcome(one))))];
} // prettier-ignore

const column = (words: string): HTMLElement => Object.assign(element('th', '', words), { scope: 'col' });
const rowHead = (words: string): HTMLElement => Object.assign(element('th', '', words), { scope: 'row' });

function outcome({ answers, printed }: Counted): HTMLElement {
  if (answers.length === 0) return lines(printed || '(nothing printed)');
  return element(
    'div',
    '',
    ...answers.map(({ text, fault: words = '' }) => (text === undefined ? fault(words) : lines(text))),
  );
}

const asText = (both: [Counted, Counted], titles: string[]): string =>
  [
    ...countRows(both).map(({ what, counts }) => `${what}: ${titles[0]} ${counts[0]}, ${titles[1]} ${counts[1]}`),
    sameAnswers(both) ? 'Both gave the same.' : 'They gave different answers.',
  ].join('\n');

customElements.define('compare-runs', CompareRuns);
