/**
 * Not for suites: importing it starts the databases that `process.argv` names, as `postgres:5432`, and answers questions
 * about them on `process.env.PORT`. Both runtimes start what stands beside a `serve:` with it.
 */
import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import { startBeside, type BesideRequest } from '../../services/beside/index.ts';
import type { ServiceName } from '../../services/names.ts';

/** Redis's largest integers have no form in JSON. */
const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? Number(value) : value);

/** Resolves when questions are answered; the first of them, whether the databases run, waits until they do. */
export const serving: Promise<void> = run();

async function run() {
  const wanted = process.argv.slice(2).flatMap((word) => {
    const [name, port] = word.split(':');
    return port === undefined ? [] : [{ name: name as ServiceName, port: Number(port) }];
  });
  const started = startBeside(wanted, {
    setup: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : undefined),
    ended(why) {
      process.stderr.write(why);
      process.exit(1);
    },
  });
  // Whoever asks is told.
  started.catch(() => {});
  const server = http.createServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const send = (body: object) =>
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body, plain));
      answer(text).then(
        (value) => send({ answer: value }),
        (error: Error) => send({ error: error.message }),
      );
    });
  });
  const answer = async (text: string) => {
    const { running, answer: told } = await started;
    return text ? told(JSON.parse(text) as BesideRequest) : running;
  };
  await new Promise<void>((resolve) => server.listen(Number(process.env['PORT']), '127.0.0.1', resolve));
}
