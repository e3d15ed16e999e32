import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { explained } from './explain.ts';
import { createClient, type Client, type Faults } from './client.ts';
import { server as elsewhere } from './elsewhere.ts';
import { resetServer } from './reset.ts';

const listen = http.Server.prototype.listen;
let listenedAt: string | undefined;

// An app that starts itself would hold a port that the grader did not choose. It is told so by serve().
http.Server.prototype.listen = function (this: http.Server, ...args: never[]) {
  const [port] = args as unknown[];
  listenedAt = typeof port === 'number' || typeof port === 'string' ? `listen(${port})` : 'listen()';
  return Reflect.apply(listen, this, args) as http.Server;
} as typeof listen;

export interface ServeOptions {
  /** The test relies on what is stored at its beginning. Matters only where a server elsewhere is graded. */
  fresh?: boolean;
}

/**
 * Serves `app` on a free port of 127.0.0.1 until the test ends, and returns a client that records each exchange.
 * Call it in a test or in `beforeEach`. `app` is an Express app or any `(request, response)` handler.
 *
 * Where a server elsewhere is graded (`BASE_URL`), `app` is not looked at: the client speaks to that server.
 */
export async function serve(app: unknown, { fresh = false }: ServeOptions = {}): Promise<Client> {
  if (elsewhere) {
    await resetServer(fresh);
    return createClient(elsewhere, {});
  }
  if (listenedAt) {
    const call = listenedAt;
    listenedAt = undefined;
    throw explained(
      {
        diagnosis: 'Return the app; the grader starts it',
        sent: 'nothing yet',
        got: `a call of ${call}`,
        expected: 'an app that does not listen',
        because: 'whoever calls your function chooses the port',
        look: 'the line that calls listen',
      },
      'the app listens by itself',
    );
  }
  if (typeof app !== 'function') {
    const got = app === null ? 'null' : typeof app;
    throw explained(
      {
        diagnosis: 'There is no app to serve',
        sent: 'nothing yet',
        got,
        expected: 'the app',
        because: 'a server needs something that answers',
        look: 'the end of your function: does it say `return app`?',
      },
      `expected ${got} to be a function`,
    );
  }
  const faults: Faults = {};
  const server = http.createServer((request, response) => {
    noticeSecondAnswer(request, response, faults);
    (app as http.RequestListener)(request, response);
  });
  await new Promise<void>((resolve) => Reflect.apply(listen, server, [0, '127.0.0.1', resolve]));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const { port } = server.address() as AddressInfo;
  return createClient(`http://127.0.0.1:${port}`, faults);
}

/** Headers that `res.send` sets by itself: to set one again is to answer again. */
const ofAnswers = ['content-type', 'content-length', 'etag'];

/** Node throws ERR_HTTP_HEADERS_SENT after the answer; frameworks log that and the suite would not see it. */
function noticeSecondAnswer(request: http.IncomingMessage, response: http.ServerResponse, faults: Faults): void {
  for (const name of ['writeHead', 'setHeader'] as const) {
    const original = response[name] as (...args: unknown[]) => unknown;
    (response as unknown as Record<string, unknown>)[name] = function (...args: unknown[]) {
      if (response.headersSent && !faults.afterAnswer) {
        const header = name === 'setHeader' ? String(args[0]) : '';
        faults.afterAnswer = { asked: `${request.method} ${request.url}` };
        if (header && !ofAnswers.includes(header.toLowerCase())) faults.afterAnswer.header = header;
      }
      return Reflect.apply(original, response, args);
    };
  }
}
