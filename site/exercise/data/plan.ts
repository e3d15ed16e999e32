import type { PlanStep } from '../../../sandbox/databases.ts';

export interface PlanNode {
  detail: string;
  /** What it means, in plain words. */
  note: string;
  /** It grows with the table, or does again what could be done once. */
  costly: boolean;
  steps: PlanNode[];
}

/** The steps as a tree, with a note for each. */
export function planTree(steps: PlanStep[]): PlanNode[] {
  const roots: PlanNode[] = [];
  const path: PlanNode[] = [];
  for (const { depth, detail } of steps) {
    const node: PlanNode = { detail, ...explain(detail), steps: [] };
    (path[depth - 1]?.steps ?? roots).push(node);
    path.splice(depth, path.length, node);
  }
  return roots;
}

type Rule = [form: RegExp, note: (...names: string[]) => string, costly?: boolean];

/** The first that fits; the database's own words stand beside it. SQLite shouts, PostgreSQL does not. */
const rules: Rule[] = [
  [/^Seq Scan on (\S+)/, (table) => `Reads every row of ${table}, which is the fastest way through a small table.`],
  [/^Index Only Scan.* using (\S+) on (\S+)/, (index) => `Finds all that is asked for in the index ${index}.`],
  [/^Index Scan.* using (\S+) on (\S+)/, (index, table) => `Finds its rows of ${table} through the index ${index}.`],
  [/^Bitmap Heap Scan on (\S+)/, (table) => `Reads the pages of ${table} that the indexes below have named.`],
  [/^Bitmap Index Scan on (\S+)/, (index) => `Collects places from the index ${index}.`],
  [/^(?:Incremental )?Sort /, () => 'Collects the rows and sorts them: no index gave them in this order.'],
  [/^Nested Loop/, () => 'For each row of the first step, carries out the second.'],
  [/^Hash (?:\w+ )?Join/, () => 'Looks each row of one side up in a table in memory of the other.'],
  [/^Merge (?:\w+ )?Join/, () => 'Goes through both sides in the same order, once.'],
  [/^SCAN CONSTANT ROW/, () => 'Makes one row without any table.'],
  [/^SCAN (\S+) VIRTUAL TABLE/, (table) => `Asks the virtual table ${table}, which has ways of its own.`],
  [/^SCAN (\S+) USING COVERING INDEX (\S+)/, (_, index) => `Reads the whole index ${index}; the table itself stays untouched.`], // prettier-ignore
  [/^SCAN (\S+) USING INDEX (\S+)/, (table, index) => `Reads every row of ${table}, in the order of ${index}.`, true],
  [/^SCAN (\S+)/, (table) => `Reads every row of ${table}.`, true],
  [/^SEARCH (\S+) USING INTEGER PRIMARY KEY \(rowid=\?\)/, (table) => `Goes straight to one row of ${table} by its primary key.`], // prettier-ignore
  [/^SEARCH (\S+) USING INTEGER PRIMARY KEY/, (table) => `Reads a range of ${table} by its primary key.`],
  [/^SEARCH (\S+) USING AUTOMATIC/, (table) => `Builds an index of ${table} for this query alone, because none fits.`, true], // prettier-ignore
  [/^SEARCH (\S+) USING COVERING INDEX (\S+)/, (_, index) => `Finds its rows in the index ${index}, which holds all that is asked for.`], // prettier-ignore
  [/^SEARCH (\S+) USING (?:PRIMARY KEY|INDEX (sqlite_autoindex\S+))/, (table) => `Finds its rows of ${table} through a key.`], // prettier-ignore
  [/^SEARCH (\S+) USING INDEX (\S+)/, (table, index) => `Finds its rows of ${table} through the index ${index}.`],
  [/^SEARCH (\S+)/, (table) => `Finds its rows of ${table} without reading all of them.`],
  [
    /^USE TEMP B-TREE FOR (.*)/,
    (what) => `Collects the rows and sorts them for ${what}: no index has this order.`,
    true,
  ],
  [/^CORRELATED/, () => 'Runs again for each row of the query around it.', true],
  [/^(?:SCALAR|LIST) SUBQUERY/, () => 'Runs once, and its result is remembered.'],
  [/^MULTI-INDEX OR/, () => 'Looks each alternative up by itself and puts the rows together.'],
  [/^CO-ROUTINE/, () => 'Hands its rows over one by one.'],
  [/^MATERIALIZE/, () => 'Is worked out first and kept for this query.'],
  [/^(?:COMPOUND QUERY|UNION|EXCEPT|INTERSECT|LEFT-MOST|MERGE)/, () => 'Puts the results of several queries together.'],
  [/^BLOOM FILTER/, () => 'Leaves out rows early that cannot match.'],
];

function explain(detail: string): Pick<PlanNode, 'note' | 'costly'> {
  for (const [form, note, costly = false] of rules) {
    const found = form.exec(detail);
    if (found) return { note: note(...found.slice(1)), costly };
  }
  return { note: '', costly: false };
}
