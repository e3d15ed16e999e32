/** Result codes by number, in the order of SQLite's own numbering; a dot stands for a number without a name. */
const PRIMARY =
  'OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY ' +
  'SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB NOTICE WARNING';

/** Extended codes of a primary one: the first has 1 in its second byte, the next 2, and so on. */
const EXTENDED: Record<string, string> = {
  OK: 'LOAD_PERMANENTLY SYMLINK',
  ERROR: 'MISSING_COLLSEQ RETRY SNAPSHOT',
  ABORT: '. ROLLBACK',
  BUSY: 'RECOVERY SNAPSHOT',
  LOCKED: 'SHAREDCACHE VTAB',
  READONLY: 'RECOVERY CANTLOCK ROLLBACK DBMOVED CANTINIT DIRECTORY',
  IOERR:
    'READ SHORT_READ WRITE FSYNC DIR_FSYNC TRUNCATE FSTAT UNLOCK RDLOCK DELETE BLOCKED NOMEM ACCESS CHECKRESERVEDLOCK ' +
    'LOCK CLOSE DIR_CLOSE SHMOPEN SHMSIZE SHMLOCK SHMMAP SEEK DELETE_NOENT MMAP GETTEMPPATH CONVPATH VNODE AUTH ' +
    'BEGIN_ATOMIC COMMIT_ATOMIC ROLLBACK_ATOMIC DATA CORRUPTFS IN_PAGE',
  CORRUPT: 'VTAB SEQUENCE INDEX',
  CANTOPEN: 'NOTEMPDIR ISDIR FULLPATH CONVPATH DIRTYWAL SYMLINK',
  CONSTRAINT: 'CHECK COMMITHOOK FOREIGNKEY FUNCTION NOTNULL PRIMARYKEY TRIGGER UNIQUE VTAB ROWID PINNED DATATYPE',
  AUTH: 'USER',
  NOTICE: 'RECOVER_WAL RECOVER_ROLLBACK RBU',
  WARNING: 'AUTOINDEX',
};

function tabulate(): Map<number, string> {
  const codes = new Map([
    [100, 'SQLITE_ROW'],
    [101, 'SQLITE_DONE'],
  ]);
  for (const [number, name] of PRIMARY.split(' ').entries()) {
    codes.set(number, `SQLITE_${name}`);
    for (const [index, extension] of (EXTENDED[name] ?? '.').split(' ').entries()) {
      if (extension !== '.') codes.set(number | ((index + 1) << 8), `SQLITE_${name}_${extension}`);
    }
  }
  return codes;
}

const names = tabulate();

/** The `code` that a SqliteError carries. */
export function codeName(code: number): string {
  return names.get(code) ?? `UNKNOWN_SQLITE_ERROR_${code}`;
}

export const SQLITE_OK = 0;
export const SQLITE_ERROR = 1;
export const SQLITE_BUSY = 5;
export const SQLITE_NOMEM = 7;
export const SQLITE_READONLY = 8;
export const SQLITE_CANTOPEN = 14;
export const SQLITE_TOOBIG = 18;
export const SQLITE_CONSTRAINT = 19;
export const SQLITE_RANGE = 25;
export const SQLITE_ROW = 100;
export const SQLITE_DONE = 101;
export const SQLITE_TRANSIENT = -1;
