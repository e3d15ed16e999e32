import type { FromWorker, InspectRequest } from './protocol.ts';
import { createWatch } from './sqlite/watch.ts';

export type RealmDatabases = ReturnType<typeof createRealmDatabases>;

/** What a realm without SQLite answers. */
const none: Partial<Record<InspectRequest['ask'], unknown>> = {
  list: [],
  pulse: 0,
  statements: { statements: [], others: 0 },
};

/** The worker's side of `Databases`: what goes on in this realm's databases, and who can look into them. */
export function createRealmDatabases() {
  const watch = createWatch();
  let inspect: (request: InspectRequest) => unknown = ({ ask }) => none[ask];
  const underWay: string[] = [];
  /** Requests that overlap cannot be told apart. */
  const label = () => (underWay.length > 1 ? `${underWay[0]} and ${underWay.length - 1} more` : (underWay[0] ?? ''));
  return {
    watch,
    /** SQLite has arrived. */
    use: (inspector: typeof inspect) => void (inspect = inspector),
    /** A run begins; tests close their databases, so copies of them are kept. */
    begin: (kind: 'tests' | 'program') => watch.reset(kind === 'tests'),
    test: (name: string) => watch.log.enter(name),
    async request<T>({ method, url }: { method: string; url: string }, work: () => Promise<T>): Promise<T> {
      const name = `${method} ${url.replace(/^\w+:\/\/[^/]*/, '') || '/'}`.slice(0, 200);
      underWay.push(name);
      watch.log.enter(label());
      try {
        return await work();
      } finally {
        underWay.splice(underWay.indexOf(name), 1);
        watch.log.enter(label());
      }
    },
    answer(inspection: number, request: InspectRequest, post: (message: FromWorker) => void) {
      try {
        post({ type: 'inspected', inspection, answer: inspect(request) });
      } catch (error) {
        post({ type: 'inspected', inspection, error: error instanceof Error ? error.message : String(error) });
      }
    },
  };
}
