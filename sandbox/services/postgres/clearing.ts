/**
 * SQL that removes everything a test may have left in a database, and every role but those named and PostgreSQL's own.
 *
 * @param kept Roles that were there before.
 */
export const clearing = (kept: string[]): string => `
DO $$
DECLARE one record;
BEGIN
  FOR one IN SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' LOOP
    EXECUTE format('DROP SCHEMA %I CASCADE', one.nspname);
  END LOOP;
  FOR one IN SELECT rolname FROM pg_roles WHERE rolname !~ '^pg_' AND rolname NOT IN (${kept.map(literal).join(', ')}) LOOP
    EXECUTE format('DROP OWNED BY %I CASCADE', one.rolname);
    EXECUTE format('DROP ROLE %I', one.rolname);
  END LOOP;
  CREATE SCHEMA public AUTHORIZATION pg_database_owner;
  GRANT USAGE ON SCHEMA public TO PUBLIC;
  COMMENT ON SCHEMA public IS 'standard public schema';
END $$`;

const literal = (name: string) => `'${name.replaceAll("'", "''")}'`;
