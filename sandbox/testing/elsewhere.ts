import { TestRunner } from 'vitest';

/** Environment variable with the address of a server that is graded instead of the app in this process. */
const variable = 'ENGINE_ROOM_SERVER';

/** Read before any code of an exercise runs. The embedded runtime never has one. */
const address = process.env[variable];

/** The address, without a slash at its end; undefined where the app in this process is graded. */
export const server: string | undefined = address ? address.replace(/\/+$/, '') : undefined;

/**
 * Says that the rest of this test needs what only an app in the same process can have: a clock that the test sets, a
 * function that it watches. Where a server elsewhere is graded (`BASE_URL`), the test is skipped here, and the report
 * says why; otherwise nothing happens.
 *
 * @param what A phrase that completes “it needs …”.
 */
export function needs(what: string): void {
  if (server) skip(`it needs ${what}, which only an app in the grader’s own process has`);
}

/** Ends the running test. A test that was skipped never counts as passed. */
export function skip(reason: string): void {
  TestRunner.getCurrentTest()?.context.skip(reason);
}
