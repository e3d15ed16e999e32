import type { Output } from '../types.ts';

/** What one run may print before the rest is left out: enough to read, too little to choke the page. */
const limit = { characters: 200_000, writes: 2_000 };

/** Passes a program's output on until it has had its share, then says once that the rest is missing. */
export function createOutput(send: (output: Output) => void): (output: Output) => void {
  let characters = 0;
  let writes = 0;
  let full = false;
  return (output) => {
    if (full) return;
    writes += 1;
    const text = output.text.slice(0, limit.characters - characters);
    characters += text.length;
    full = writes >= limit.writes || characters >= limit.characters;
    send({ ...output, text });
    if (full) send({ stream: 'stderr', level: 'warn', text: cutNote });
  };
}

const cutNote = `Output stopped here: one run shows up to ${limit.writes} lines or ${limit.characters / 1000} kB. Does something print in a loop?\n`;
