import http from 'node:http';
import { server, skip } from './elsewhere.ts';

// Suites may install fake timers; a request's own clock must keep running.
const { setTimeout, clearTimeout } = globalThis;

/** A server may offer this, so that what an earlier test has left behind cannot make it fail: POST, answered with 204. */
export const resetPath = '/_test/reset';

/** ms that it may take. */
const patience = 1000;
let offered: boolean | undefined;

/**
 * Asks the server elsewhere to begin anew, if it offers that.
 *
 * @param isNeeded The test makes no sense on a server that remembers others; without the offer it is skipped.
 */
export async function resetServer(isNeeded: boolean): Promise<void> {
  if (offered !== false) offered = (await post(server + resetPath)) === 204;
  if (offered || !isNeeded) return;
  skip(`it needs a server that begins anew before each test, and this one does not answer POST ${resetPath} with 204`);
}

/** The status of the answer. A server that gave none will be told so by the test's own requests. */
function post(url: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const outgoing = http.request(url, { method: 'POST', agent: false }, (incoming) => {
      incoming.resume().once('close', () => {
        clearTimeout(timer);
        resolve(incoming.statusCode);
      });
    });
    const timer = setTimeout(() => {
      outgoing.destroy();
      resolve(undefined);
    }, patience);
    outgoing.once('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    outgoing.end();
  });
}
