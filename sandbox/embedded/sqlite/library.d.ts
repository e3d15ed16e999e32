/** The inside of the better-sqlite3 package, for which nobody publishes types. */

declare module '*/better-sqlite3/lib/database.js' {
  const createDatabase: (
    getAddon: (nativeBinding: unknown) => object,
    allowNativeBinding: boolean,
  ) => typeof import('better-sqlite3');
  export default createDatabase;
}

declare module '*/better-sqlite3/lib/sqlite-error.js' {
  const SqliteError: typeof import('better-sqlite3').SqliteError;
  export default SqliteError;
}
