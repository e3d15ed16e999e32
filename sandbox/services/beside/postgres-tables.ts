import type { TableName } from '../../databases.ts';
import { quoteName } from './postgres-values.ts';

const columns = `
  SELECT json_agg(json_strip_nulls(json_build_object(
    'name', a.attname,
    'type', format_type(a.atttypid, a.atttypmod),
    'notNull', a.attnotnull,
    'key', coalesce(array_position(p.conkey, a.attnum), 0),
    'default', pg_get_expr(d.adbin, d.adrelid),
    'references', (
      SELECT json_build_object('table', f.confrelid::regclass::text, 'column', r.attname)
      FROM pg_constraint f JOIN pg_attribute r ON r.attrelid = f.confrelid AND r.attnum = f.confkey[1]
      WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conkey = ARRAY[a.attnum] LIMIT 1
    )
  )) ORDER BY a.attnum)
  FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped`;

const indexes = `
  SELECT json_agg(json_build_object(
    'name', i.relname,
    'unique', x.indisunique,
    'origin', CASE WHEN x.indisprimary THEN 'key' WHEN u.oid IS NULL THEN 'index' ELSE 'unique' END,
    'columns', (SELECT json_agg(pg_get_indexdef(x.indexrelid, n, true)) FROM generate_series(1, x.indnkeyatts) n)
  ) ORDER BY i.relname)
  FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
  LEFT JOIN pg_constraint u ON u.conindid = x.indexrelid AND u.contype = 'u'
  WHERE x.indrelid = c.oid`;

/** One row of JSON for each table and view of the learner's, in the form of `TableInfo`. */
export const tablesSql = `
  SELECT json_build_object(
    'schema', s.nspname,
    'name', c.relname,
    'kind', CASE WHEN c.relkind IN ('v', 'm') THEN 'view' ELSE 'table' END,
    'sql', coalesce(CASE WHEN c.relkind IN ('v', 'm') THEN pg_get_viewdef(c.oid) END, ''),
    'columns', coalesce((${columns}), '[]'),
    'indexes', coalesce((${indexes}), '[]')
  )
  FROM pg_class c JOIN pg_namespace s ON s.oid = c.relnamespace
  LEFT JOIN pg_constraint p ON p.conrelid = c.oid AND p.contype = 'p'
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND s.nspname !~ '^pg_' AND s.nspname <> 'information_schema'
  ORDER BY s.nspname <> 'public', s.nspname, c.relname`;

const mostCounted = 100_000;

/** The number of rows of each, in order; null where there are too many to count. */
export const countsSql = (tables: TableName[]): string =>
  tables
    .map(({ schema, name }) => `${quoteName(schema)}.${quoteName(name)}`)
    .map((table) => `SELECT nullif(count(*), ${mostCounted + 1}) FROM (SELECT FROM ${table} LIMIT ${mostCounted + 1}) t`)
    .join(' UNION ALL '); // prettier-ignore
