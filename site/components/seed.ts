import { DatabaseSync } from 'node:sqlite';

/** What SQLite says against a seed, at build time, when an author can still mend it. */
export function seedFault(seed: string): string | undefined {
  const database = new DatabaseSync(':memory:');
  try {
    database.exec(seed);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  } finally {
    database.close();
  }
}
