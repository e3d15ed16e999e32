// Speaks to servers of the container for the page, whose own requests another origin would have to allow, and could not
// carry every header. `node relay.mjs <mark> <place>`; letters come in, lines go out.
import { connectLocal, sendLocal } from '../../local/talk.ts';
import type { Connection } from '../../types.ts';
import { placeOf, toLine, type FromRelay, type ToRelay } from '../protocol.ts';
import { readMail } from './mailbox.ts';

const [, , mark, id] = process.argv as [string, string, string, string];
const send = (message: FromRelay) => void process.stdout.write(toLine(mark, message));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

const requests = new Map<number, AbortController>();
const sockets = new Map<number, Connection>();

async function request({ id, port, request }: Extract<ToRelay, { type: 'request' }>): Promise<void> {
  const controller = new AbortController();
  requests.set(id, controller);
  try {
    const body = request.body === null ? null : bytes(request.body);
    const { body: answer, ...head } = await sendLocal(port, { ...request, body }, controller.signal);
    send({ id, type: 'head', ...head });
    for await (const chunk of answer) send({ id, type: 'chunk', data: base64(chunk) });
    send({ id, type: 'end' });
  } catch (error) {
    send({ id, type: 'failed', message: (error as Error).message });
  } finally {
    requests.delete(id);
  }
}

function connect({ id, port, url, protocols }: Extract<ToRelay, { type: 'connect' }>): void {
  sockets.set(
    id,
    connectLocal(port, url, protocols, (event) => {
      if (event.type === 'close') sockets.delete(id);
      const binary = event.type === 'message' && typeof event.data !== 'string';
      send({
        id,
        type: 'socket',
        event: binary ? { ...event, data: '' } : event,
        ...(binary && { binary: base64(event.data as Uint8Array) }),
      });
    }),
  );
}

readMail<ToRelay>(placeOf(id).relay, (letter) => {
  const { id } = letter;
  if (letter.type === 'request') void request(letter);
  else if (letter.type === 'connect') connect(letter);
  else if (letter.type === 'frame') sockets.get(id)?.send(letter.binary ? bytes(letter.data) : letter.data);
  else if (letter.type === 'close') sockets.get(id)?.close(letter.code, letter.reason);
  else requests.get(id)?.abort();
});
send({ type: 'ready' }); // prettier-ignore
