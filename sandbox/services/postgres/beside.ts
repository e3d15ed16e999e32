import { readScript, type ScriptOutcome } from './answers.ts';
import { startup, type createFront } from './front.ts';
import { concat, query, readAll } from './messages.ts';
import { readOutcome } from './statements.ts';

/** ms after which whoever left a transaction open is taken to have gone, as psql goes at its end. */
const patience = 300;

/** A client of our own beside the program's, as psql is one. Its statements come one after the other. */
export function createBeside(front: Pick<ReturnType<typeof createFront>, 'accept'>) {
  let send: ((bytes: Uint8Array) => void) | undefined;
  let heard: Uint8Array[] = [];
  let answered: (answer: Uint8Array) => void = () => {};
  const ask = (bytes: Uint8Array) =>
    new Promise<Uint8Array>((resolve) => {
      answered = resolve;
      send!(bytes);
    });
  const connect = () => {
    front.accept(
      {
        onData: (listener) => void (send = listener),
        onEnd() {},
        write(bytes) {
          heard.push(bytes);
          const answer = concat(heard);
          // ReadyForQuery is the last message of each answer.
          if (readAll(answer).at(-1)?.type !== 'Z') return;
          heard = [];
          answered(answer);
        },
        end() {},
        destroy() {},
      },
      true,
    );
    return ask(startup('postgres', 'postgres'));
  };
  let turn: Promise<unknown> = Promise.resolve();
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const run = ({ sql }: { sql: string }): Promise<ScriptOutcome> => {
    clearTimeout(leaving);
    const mine = turn.then(async () => {
      if (!send) await connect();
      const answer = await ask(query(sql));
      if (readOutcome(answer).state !== 'I') leaving = setTimeout(() => void run({ sql: 'ROLLBACK' }), patience);
      return readScript(answer);
    });
    turn = mine.catch(() => {});
    return mine;
  };
  return run;
}
