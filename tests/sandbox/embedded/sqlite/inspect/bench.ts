import * as fs from 'node:fs';
import type {
  DatabaseInfo,
  PlanStep,
  QueryResult,
  ResultSet,
  StatementLog,
  TableInfo,
} from '../../../../../sandbox/databases.ts';
import type { InspectRequest } from '../../../../../sandbox/embedded/protocol.ts';
import {
  createBetterSqlite3,
  createNodeSqlite,
  createSharedEngine,
} from '../../../../../sandbox/embedded/sqlite/index.ts';
import { createInspector } from '../../../../../sandbox/embedded/sqlite/inspect/index.ts';
import { sqlite } from '../differential.ts';

const engine = createSharedEngine(sqlite, fs);
export const { watch } = engine;
export const Database = createBetterSqlite3(engine);
export const { DatabaseSync } = createNodeSqlite(engine) as unknown as typeof import('node:sqlite');
export const inspect = createInspector(engine);

export const list = () => inspect({ ask: 'list' }) as DatabaseInfo[];
const last = () => list().at(-1)!.id;
export const schema = () => inspect({ ask: 'schema', database: last() }) as TableInfo[];
export const rows = (name: string, page: Partial<Extract<InspectRequest, { ask: 'rows' }>['page']> = {}) =>
  inspect({
    ask: 'rows',
    database: last(),
    table: { schema: 'main', name },
    page: { offset: 0, limit: 10, ...page },
  }) as ResultSet;
export const query = (sql: string, allowChanges = false) =>
  inspect({ ask: 'query', database: last(), sql, allowChanges }) as QueryResult;
export const plan = (sql: string) => inspect({ ask: 'plan', database: last(), sql }) as PlanStep[];
export const log = () => inspect({ ask: 'statements' }) as StatementLog;
export const shown = ({ rows: all }: ResultSet) => all.map((row) => row.map(({ text }) => text));
