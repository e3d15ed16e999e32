/** Captured at load: tests replace the clock. */
const now = performance.now.bind(performance);

/** Bounds: distinct statements, texts of several statements, and tests or requests for each statement. */
const limits = { statements: 500, scripts: 200, turns: 100 };

/** Executions, and rows of an iteration, whose time is taken each time; of those after them one stands for many. */
const timed = 1000;
const sample = 64;

/** What one statement did in one test or request. */
export interface Turn {
  readonly scope: string;
  count: number;
  /** ms */
  total: number;
  longest: number;
  returned: number;
  changed: number;
}

/** The test or request that is under way. One object for a log. */
interface Scope {
  at: number;
  name: string;
}

/** One text of SQL. */
export interface Watched {
  readonly sql: string;
  readonly scope: Scope;
  /** What it does in the scope of that number. */
  turn: Turn;
  at: number;
  readonly turns: Turn[];
}

/** An execution begins. Returns when, or 0 where its time is not taken. */
export function startExecution(watched: Watched): number {
  const turn = watched.at === watched.scope.at ? watched.turn : turnOver(watched);
  return isTimed(turn.count++) ? now() : 0;
}

export function endExecution({ turn }: Watched, started: number, returned: number, changed: number): void {
  if (returned !== 0) turn.returned += returned;
  if (changed !== 0) turn.changed += changed;
  if (started !== 0) addTime(turn, (now() - started) * weight(turn.count));
}

/** What an iteration has come to so far. */
export interface Steps {
  rows: number;
  /** ms */
  took: number;
}

/** The next row is about to be fetched; the same as `startExecution`, for a part of one. */
export const startStep = ({ rows }: Steps): number => (isTimed(rows) ? now() : 0);
export function endStep(steps: Steps, started: number): void {
  steps.took += (now() - started) * weight(steps.rows);
}
export function endSteps({ turn }: Watched, { rows, took }: Steps): void {
  turn.returned += rows;
  addTime(turn, took);
}

const isTimed = (nth: number) => nth < timed || nth % sample === 0;
const weight = (count: number) => (count > timed ? sample : 1);

function addTime(turn: Turn, took: number): void {
  turn.total += took;
  const one = took / weight(turn.count);
  if (one > turn.longest) turn.longest = one;
}

export type StatementLog = ReturnType<typeof createStatementLog>;

/**
 * What was executed how often. It is written into while the program runs, so an execution costs it a few counters;
 * whoever reads it does the work.
 */
export function createStatementLog() {
  const known = new Map<string, Watched>();
  const scripts = new Map<string, Watched[]>();
  const scope: Scope = { at: 0, name: '' };
  let others = newWatched('', scope);
  const enter = (name: string) => {
    scope.at++;
    scope.name = name;
  };
  return {
    /** The place for what statements of this text do. */
    statement(sql: string): Watched {
      const found = known.get(sql);
      if (found) return found;
      if (known.size >= limits.statements) return others;
      const added = newWatched(sql, scope);
      known.set(sql, added);
      return added;
    },
    /** The statements of a text that holds several, as far as it was executed before. */
    script(source: string): Watched[] {
      const found = scripts.get(source);
      if (found) return found;
      const added: Watched[] = [];
      if (scripts.size < limits.scripts) scripts.set(source, added);
      return added;
    },
    /** A test or a request begins; the empty name stands for none. */
    enter,
    scope: () => scope.name,
    reset(): void {
      known.clear();
      scripts.clear();
      enter('');
      others = newWatched('', scope);
    },
    read: () => [...known.values()].filter((watched) => executions(watched) > 0),
    others: () => executions(others),
    executions: () => [...known.values()].reduce((sum, watched) => sum + executions(watched), executions(others)),
  };
}

const executions = ({ turns }: Watched) => turns.reduce((sum, { count }) => sum + count, 0);

const newTurn = (scope: string): Turn => ({ scope, count: 0, total: 0, longest: 0, returned: 0, changed: 0 });

function newWatched(sql: string, scope: Scope): Watched {
  const turn = newTurn(scope.name);
  return { sql, scope, turn, at: scope.at, turns: [turn] };
}

/** Another test or request than at the last execution. */
function turnOver(watched: Watched): Turn {
  const { scope, turns } = watched;
  watched.at = scope.at;
  if (watched.turn.count === 0) turns.pop();
  // The last ones stay: what just happened is what is looked for.
  if (turns.length >= limits.turns) fold(turns);
  turns.push((watched.turn = newTurn(scope.name)));
  return watched.turn;
}

/** Puts the two oldest together. */
function fold(turns: Turn[]): void {
  const [first, second] = turns.splice(0, 2) as [Turn, Turn];
  turns.unshift({
    scope: 'earlier',
    count: first.count + second.count,
    total: first.total + second.total,
    longest: Math.max(first.longest, second.longest),
    returned: first.returned + second.returned,
    changed: first.changed + second.changed,
  });
}
