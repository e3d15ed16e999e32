import type { Finding } from './finding.ts';

/** Stands in what `npm run new` writes, wherever an author has still to write. */
const mark = /\bFILL[ -]IN\b(?:[:,]\s*)?([^'"`<\n]*)/;

/** Every place of a lesson's or an exercise's file that is still as `npm run new` has left it. Pure. */
export function leftOpen(file: string, source: string): Finding[] {
  return source.split('\n').flatMap((line, index) => {
    const wanted = mark.exec(line)?.[1]?.trim().replace(/[.,]$/, '');
    if (wanted === undefined) return [];
    const problem = `This is left open since \`npm run new\`${wanted ? `: “${wanted}”` : ''}.`;
    return [{ file, line: index + 1, rule: 'left open', problem, advice: 'Put your own text here.' }];
  });
}
