import { checkClose } from '../embedded/socket-handles.ts';
import type { Connection, PlainRequest, PlainResponse, SocketEvent } from '../types.ts';
import { createMailbox, spawnProgram, type Spawned } from './process.ts';
import type { FromRelay, Place, ToRelay } from './protocol.ts';
import type { Shared } from './shared.ts';

type Answer = Exclude<FromRelay, { type: 'ready' }>;

/** Requests from the page to servers inside of the container, through a program in there. It starts with the first. */
export function createRelay(shared: Shared, place: Place) {
  const waiting = new Map<number, (answer: Answer) => void>();
  const post = createMailbox<ToRelay>(shared.container, place.relay);
  let count = 0;
  let started: Promise<Spawned<FromRelay>> | undefined;

  const relay = () =>
    (started ??= spawnProgram<FromRelay>(shared, 'relay', { args: [place.id], shown: 'relay' }).then((program) => {
      program.listen((answer) => answer.type !== 'ready' && waiting.get(answer.id)?.(answer));
      return program;
    }));
  const tell = async (letter: ToRelay) => {
    const program = await relay();
    await post(letter);
    program.wake();
  };

  return {
    send(port: number, request: PlainRequest, signal?: AbortSignal): Promise<PlainResponse> {
      const id = count++;
      const body = request.body === null ? null : toBase64(request.body);
      const answered = answerTo(id, waiting, () => void tell({ id, type: 'cancel' }), signal);
      void tell({ id, type: 'request', port, request: { ...request, body } });
      return answered;
    },
    connect(port: number, url: string, protocols: string[], listener: (event: SocketEvent) => void): Connection {
      const id = count++;
      waiting.set(id, (answer) => {
        if (answer.type !== 'socket') return;
        const { event, binary } = answer;
        if (event.type === 'close') waiting.delete(id);
        listener(binary === undefined ? event : { type: 'message', data: fromBase64(binary) });
      });
      void tell({ id, type: 'connect', port, url, protocols });
      return {
        send(data) {
          const binary = typeof data !== 'string';
          void tell({ id, type: 'frame', data: binary ? toBase64(data) : data, binary });
        },
        close(code, reason) {
          checkClose(code, reason);
          void tell({ id, type: 'close', ...(code !== undefined && { code }), ...(reason !== undefined && { reason }) });
        },
      };
    },
    stop() {
      void started?.then((program) => program.kill());
      started = undefined;
      waiting.clear();
    },
  };
} // prettier-ignore

/** The head when it comes, with a body that follows it piece by piece. */
function answerTo(
  id: number,
  waiting: Map<number, (answer: Answer) => void>,
  cancel: () => void,
  signal: AbortSignal | undefined,
): Promise<PlainResponse> {
  return new Promise((resolve, reject) => {
    let writer: ReadableStreamDefaultController<Uint8Array>;
    const leave = () => waiting.delete(id);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (writer = controller),
      cancel: () => void (leave(), cancel()),
    });
    signal?.addEventListener('abort', () => {
      if (!waiting.has(id)) return;
      leave();
      cancel();
      reject(signal.reason as Error);
      writer.error(signal.reason);
    });
    waiting.set(id, (answer) => {
      if (answer.type === 'head') resolve({ status: answer.status, statusText: answer.statusText, headers: answer.headers, body });
      else if (answer.type === 'chunk') writer.enqueue(fromBase64(answer.data));
      else if (answer.type === 'end') void (leave(), writer.close());
      else if (answer.type === 'failed') {
        leave();
        reject(new Error(answer.message));
        writer.error(new Error(answer.message));
      }
    });
  });
} // prettier-ignore

function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
