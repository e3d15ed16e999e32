import type { Pool, PoolClient } from 'pg';

/**
 * Runs `work` in a transaction: commits when it is done, takes everything back when it throws.
 *
 * @param work Gets the one connection to which the transaction belongs.
 */
export async function inTransaction<Result>(db: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
  const client = await db.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  } finally {
    client.release();
  }
}
