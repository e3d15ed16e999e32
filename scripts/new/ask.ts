import { createInterface } from 'node:readline/promises';
import { WorkspaceError } from '../../sandbox/local/workspace.ts';

export interface Asker {
  /** Asks until the answer has no fault; an empty answer means `preset`. */
  text(question: string, preset: string, faultOf?: (answer: string) => string | undefined): Promise<string>;
  /** Asks for one of `choices`, by its number or its name. */
  choice(question: string, choices: Record<string, string>, preset: string): Promise<string>;
  close(): void;
}

/** Asks on two streams, which are a terminal's or a test's. Ending the input ends the questions, and nothing is written. */
export function createAsker(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): Asker {
  const lines = createInterface({ input, output });
  const closed = new Promise<never>((_resolve, reject) => {
    lines.once('close', () => reject(new WorkspaceError('\nNothing was written.')));
  });
  closed.catch(() => {});
  const say = (line: string) => void output.write(`${line}\n`);

  const text: Asker['text'] = async (question, preset, faultOf = () => undefined) => {
    for (;;) {
      const said = await Promise.race([lines.question(`${question}${preset ? ` (${preset})` : ''}: `), closed]);
      const answer = said.trim() || preset;
      const fault = faultOf(answer);
      if (!fault) return answer;
      say(fault);
    }
  };

  return {
    text,
    async choice(question, choices, preset) {
      const names = Object.keys(choices);
      const wide = Math.max(...names.map((name) => name.length));
      say(question);
      for (const [index, name] of names.entries()) say(`  ${index + 1}  ${name.padEnd(wide)}  ${choices[name]}`);
      const named = (answer: string) => names[Number(answer) - 1] ?? names.find((name) => name === answer);
      const fault = (answer: string) => (named(answer) ? undefined : `Write a number from 1 to ${names.length}.`);
      return named(await text('Which one', preset, fault))!;
    },
    close: () => lines.close(),
  };
}
