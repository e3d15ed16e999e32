/** The databases beside a program, as questions of the page reach them. */
import type { DatabaseInfo, StatementLog } from '../../databases.ts';
import type { InspectRequest } from '../../embedded/protocol.ts';
import { services, type ServiceName } from '../names.ts';
import { startMongoBeside } from './mongodb.ts';
import { startPostgres } from './postgres.ts';
import { startRedisBeside } from './redis.ts';
import type { Beside, StartOptions } from './types.ts';

const starts: Record<ServiceName, (options: StartOptions) => Promise<Beside>> = {
  postgres: startPostgres,
  redis: startRedisBeside,
  mongodb: startMongoBeside,
};

/** A service that is wanted, and the port that it shall have; 0 for a free one. */
export interface Wanted {
  name: ServiceName;
  port: number;
}

export type BesideRequest =
  | InspectRequest
  /** A command of the terminal. */
  | { ask: 'command'; service: ServiceName; method: string; params: unknown };

/** Where they are, once they run: in `process.env`, and on which ports. */
export interface Running {
  env: Record<string, string>;
  ports: number[];
}

/** Starts them one after the other, in the order in which they are declared. Rejects with the words of what fails. */
export async function startBeside(wanted: Wanted[], options: Pick<StartOptions, 'setup' | 'ended'>) {
  const all: { name: ServiceName; one: Beside }[] = [];
  for (const { name, port } of wanted) all.push({ name, one: await starts[name]({ port, ...options }) });
  const running: Running = {
    env: Object.fromEntries(all.map(({ name, one }) => [services[name].variable, one.url])),
    ports: all.map(({ one }) => one.port),
  };
  const find = (match: (name: ServiceName, id: number) => boolean): Beside => {
    const found = all.find(({ name }, index) => match(name, -1 - index));
    if (!found) throw new Error('There is no such database here.');
    return found.one;
  };
  return { running, answer: createAnswers(all, find) };
}

function createAnswers(all: { name: ServiceName; one: Beside }[], find: (match: (name: ServiceName, id: number) => boolean) => Beside) {
  const numbered = (database: number) => find((_name, id) => id === database);
  const answers: { [K in BesideRequest['ask']]: (request: Extract<BesideRequest, { ask: K }>) => Promise<unknown> } = {
    list: async () =>
      all.map(({ name }, index): DatabaseInfo => ({ id: -1 - index, name: services[name].title, library: name, closed: false, transaction: false })),
    async pulse() {
      const pulses = await Promise.all(all.map(({ one }) => one.pulse()));
      return pulses.reduce((sum, pulse) => sum + pulse, 0);
    },
    statements: async ({ database }) =>
      database === undefined ? ({ statements: [], others: 0 } satisfies StatementLog) : numbered(database).statements(),
    schema: async ({ database }) => numbered(database).tables(),
    rows: async ({ database, table, page }) => numbered(database).rows(table, page),
    query: async ({ database, sql, allowChanges }) => numbered(database).query(sql, allowChanges),
    plan: async ({ database, sql }) => numbered(database).plan(sql),
    async command({ service, method, params }) {
      const { ask } = find((name) => name === service);
      if (!ask) throw new Error(`${services[service].title} is not asked for ${method} here.`);
      return ask(method, params);
    },
  };
  return (request: BesideRequest): Promise<unknown> => {
    if (!Object.hasOwn(answers, request.ask)) return Promise.reject(new Error('There is no such question.'));
    return answers[request.ask](request as never);
  };
} // prettier-ignore
