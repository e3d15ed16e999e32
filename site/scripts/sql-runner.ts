import type { ResultSet } from '../../sandbox/databases.ts';
import { cellText } from '../exercise/data/cell-text.ts';
import { planTree, type PlanNode } from '../exercise/data/plan.ts';
import { Block } from './block.ts';
import { codeAreas, repaint } from './code-area.ts';
import { element, fault, reachable, titled } from './parts.ts';
import { type SqlOutcome, type SqlSettings } from './sql-client.ts';
import type { Place } from './sql-place.ts';
import { rowsWords } from './sql-words.ts';

/** SQL on a seeded database. */
class SqlRunner extends Block {
  connectedCallback(): void {
    codeAreas(this);
    this.on('click', '[data-run]', () => void this.run());
    this.on('click', '[data-restore]', () => void this.putBack());
    this.runsOnEnter();
  }

  settings = (): SqlSettings => JSON.parse(this.dataset['settings'] ?? '{}') as SqlSettings;
  area = (): HTMLTextAreaElement => this.querySelector('textarea') as HTMLTextAreaElement;
  answers = (): HTMLElement => this.querySelector('.answers') as HTMLElement;

  override async run(): Promise<string | undefined> {
    let happened: string | undefined;
    await this.act(this.querySelector('[data-run]'), async (loaded) => {
      const sql = this.area().value;
      if (!sql.trim()) return 'There is no SQL to run: write a statement first.';
      const settings = this.settings();
      const outcome = await (await clientOf(settings)).query(settings, sql, loaded);
      loaded('');
      const said = 'error' in outcome ? outcome.error : rowsWords(outcome.result);
      this.answers().replaceChildren(...show(outcome, names[settings.database]));
      happened = 'error' in outcome ? outcome.error : asText(outcome.result.results, said);
      return 'error' in outcome ? `${names[settings.database]} refused it${at(outcome.place)}: ${outcome.error}` : said;
    });
    return happened;
  }

  async putBack(): Promise<void> {
    const area = this.area();
    area.value = area.defaultValue;
    repaint(area);
    this.answers().replaceChildren();
    await this.act(this.querySelector('[data-restore]'), async (loaded) => {
      const settings = this.settings();
      await (await clientOf(settings)).restore(settings, loaded);
      return 'Tables and SQL are as they were at the start.';
    });
  }
}

const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** Each database has code of its own, fetched by the first block that needs it. */
async function clientOf({ database }: SqlSettings) {
  if (database === 'sqlite') return import('./sql-client.ts');
  const { queryPostgres, restorePostgres } = await import('./postgres-client.ts');
  return { query: queryPostgres, restore: restorePostgres };
}

const at = (place: Place | undefined): string => (place ? ` at line ${place.line}, column ${place.column}` : '');

function show(outcome: SqlOutcome, name: string): HTMLElement[] {
  if ('error' in outcome) return [showError(outcome.error, outcome.place)];
  const { results } = outcome.result;
  const tables = results.map((result, index) => {
    const label = results.length > 1 ? `Result ${index + 1}` : 'Result';
    return titled(label, table(result, label));
  });
  const { plan } = outcome;
  if (!plan) return tables;
  const nodes = planTree(plan);
  const steps = nodes.length > 0 ? planList(nodes) : element('p', 'note', 'It reads no table, so there is no plan.');
  return [
    element(
      'div',
      'side-by-side',
      ...tables,
      titled(`How ${name} gets there (${name === 'SQLite' ? 'EXPLAIN QUERY PLAN' : 'EXPLAIN'})`, steps),
    ),
  ];
}

function showError(error: string, place: Place | undefined): HTMLElement {
  if (!place) return fault(error);
  const mark = `${' '.repeat(place.column - 1)}${'^'.repeat(place.length)}`;
  const pre = reachable(element('pre', '', `${place.text}\n${mark}`));
  return element('section', '', fault(`Line ${place.line}, column ${place.column}: ${error}`), pre);
}

function table({ columns, rows, more }: ResultSet, label: string): HTMLElement {
  const head = element('tr', '', ...columns.map((column) => Object.assign(element('th', '', column), { scope: 'col' })));
  const body = rows.map((row) =>
    element('tr', '', ...row.map((cell) => {
      const { text, aside } = cellText(cell);
      return element('td', cell.type, text, ...(aside ? [element('em', '', aside)] : []));
    })),
  );
  const made = element('table', 'rows', element('thead', '', head), element('tbody', '', ...body));
  const frame = element('div', 'table-frame', made);
  frame.tabIndex = 0;
  frame.role = 'region';
  frame.ariaLabel = label;
  const words = more ? `The first ${rows.length} rows are shown; there are more.` : rows.length === 0 ? 'No rows.' : '';
  return words ? element('div', '', frame, element('p', 'note', words)) : frame;
} // prettier-ignore

function planList(nodes: PlanNode[]): HTMLElement {
  const items = nodes.map(({ detail, note, costly, steps }) =>
    element(
      'li',
      '',
      element('code', '', detail),
      element('span', costly ? 'costly' : '', `${costly ? '⚠ ' : ''}${note}`),
      ...(steps.length > 0 ? [planList(steps)] : []),
    ),
  );
  return element('ul', 'plan', ...items);
}

/** Rows as a prediction would name them. */
function asText(results: ResultSet[], said: string): string {
  const shown = results.flatMap(({ columns, rows }) => [
    columns.join(' | '),
    ...rows.slice(0, 10).map((row) => row.map((cell) => cellText(cell)).map(({ text, aside }) => text || aside).join(' | ')),
  ]); // prettier-ignore
  return [...shown, said].join('\n');
}

customElements.define('sql-runner', SqlRunner);
