import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

let calls = 0;
/** What happened, in order; shared with the suite through the global object, as only a database would be. */
const seen: string[] = ((globalThis as any).seen ??= []);

export async function handler(event: any, context: any) {
  calls++;
  switch (event.rawPath) {
    case '/count':
      return { calls };
    case '/text':
      return 'plain';
    case '/full':
      return { statusCode: 201, headers: { 'X-One': 1 }, cookies: ['a=1; Path=/', 'b=2'], body: 'made' };
    case '/binary':
      return { statusCode: 200, headers: { 'content-type': 'image/x' }, body: 'AAEC', isBase64Encoded: true };
    case '/object':
      return { statusCode: 200, body: { not: 'text' } };
    case '/throws':
      throw new TypeError('no');
    case '/slow':
      await sleep(2000);
      return { left: context.getRemainingTimeInMillis() };
    case '/never':
      return new Promise(() => {});
    case '/unawaited':
      setTimeout(() => seen.push('saved'), 50);
      return 'answered';
    case '/unawaited-request':
      http.get(event.headers['x-store'], (answer) => answer.resume().once('end', () => seen.push('stored')));
      return 'answered';
    default:
      return {
        path: event.rawPath,
        parameters: event.pathParameters,
        env: process.env['TABLE'],
        name: context.functionName,
      };
  }
}

export function old(event: any, context: any, callback: (error: unknown, result?: unknown) => void) {
  setTimeout(() => seen.push('finished'), 1000);
  context.callbackWaitsForEmptyEventLoop = event.wait;
  callback(null, 'called back');
}

export async function worker(event: any) {
  const failed = event.Records.filter(({ body }: { body: string }) => body.includes('bad'));
  if (event.Records.some(({ body }: { body: string }) => body === 'crash')) throw new Error('crashed');
  return { batchItemFailures: failed.map(({ messageId }: { messageId: string }) => ({ itemIdentifier: messageId })) };
}
