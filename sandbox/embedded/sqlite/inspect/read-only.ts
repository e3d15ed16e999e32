/** Pragmas that tell and change nothing, with what they may be asked for. */
const asking = new Set(
  'table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list database_list integrity_check quick_check foreign_key_check'.split(
    ' ',
  ),
);
/** Pragmas that tell a setting as long as nothing is handed to them. */
const settings = new Set(
  'foreign_keys journal_mode user_version schema_version application_id data_version page_size page_count freelist_count encoding compile_options collation_list function_list module_list pragma_list cache_size synchronous busy_timeout locking_mode auto_vacuum temp_store recursive_triggers query_only'.split(
    ' ',
  ),
);

const blank = String.raw`(?:[\s;]|--[^\n]*(?:\n|$)|/\*[\s\S]*?(?:\*/|$))*`;
const first = new RegExp(`^${blank}([a-z]+)`, 'i');
const pragma = new RegExp(`^${blank}pragma${blank}(?:[\\w"]+${blank}\\.${blank})?(\\w+)${blank}([=(])?`, 'i');

/**
 * Whether a statement changes neither the database nor the connection. What SQLite calls read-only is not enough:
 * transactions, attached databases and settings are no change of a database to it.
 */
export function changesNothing({ sql, readonly }: { sql: string; readonly: boolean }): boolean {
  const word = first.exec(sql)?.[1]?.toLowerCase();
  // It is not executed, whatever it explains.
  if (word === 'explain') return true;
  if (word !== 'pragma') return readonly && word !== undefined && /^(?:select|with|values)$/.test(word);
  const [, name = '', handed] = pragma.exec(sql) ?? [];
  return handed === '=' ? false : asking.has(name.toLowerCase()) || (!handed && settings.has(name.toLowerCase()));
}
