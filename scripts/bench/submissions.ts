import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Of a hundred submissions, how many are of each kind. */
const mix = { right: 45, wrong: 30, starter: 10, absent: 5, syntax: 6, throws: 2, loop: 1, waits: 1 };
type Kind = keyof typeof mix;

/** One in a hundred of each kind of submission, in an order that is always the same and mixes them. */
const kinds = (Object.keys(mix) as Kind[]).flatMap((kind) => Array.from({ length: mix[kind] }, () => kind));
const kindOf = (number: number): Kind => kinds[(number * 37) % kinds.length]!;

/** Writes a class of submissions, as forks of the course hold them, and returns how many there are of each kind. */
export function writeSubmissions(course: string, slugs: string[], folder: string, count: number): Record<Kind, number> {
  const written = Object.fromEntries(Object.keys(mix).map((kind) => [kind, 0])) as Record<Kind, number>;
  for (let learner = 0; learner < count; learner++) {
    slugs.forEach((slug, at) => {
      const kind = kindOf(learner + at * 11);
      written[kind]++;
      const target = path.join(folder, `learner-${String(learner + 1).padStart(3, '0')}`, 'workspace', slug);
      if (kind === 'absent') return void mkdirSync(path.dirname(target), { recursive: true });
      // Nobody hands in the same bytes as somebody else.
      for (const [file, source] of Object.entries(answer(path.join(course, slug), kind, learner))) {
        mkdirSync(path.dirname(path.join(target, file)), { recursive: true });
        writeFileSync(path.join(target, file), kind === 'starter' ? source : `${source}\n// ${learner}\n`);
      }
    });
  }
  return written;
}

function answer(exercise: string, kind: Kind, learner: number): Record<string, string> {
  const read = (folder: string) =>
    Object.fromEntries(
      readdirSync(path.join(exercise, folder), { withFileTypes: true })
        .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
        .map(({ name }) => [name, readFileSync(path.join(exercise, folder, name), 'utf8')]),
    );
  const one = (parent: string) => {
    const names = readdirSync(path.join(exercise, parent)).sort();
    return read(`${parent}/${names[learner % names.length]}`);
  };
  const starter = read('.');
  if (kind === 'starter') return starter;
  const right = { ...starter, ...read('solution') };
  if (kind === 'right') return learner % 2 ? right : { ...right, ...one('alt') };
  if (kind === 'wrong') return { ...right, ...one('wrong') };
  const broken = { syntax: 'const = ;', throws: "throw new Error('not yet');", loop: 'for (;;);', waits: 'await new Promise(() => {});' };
  return { ...right, 'app.ts': `${broken[kind as keyof typeof broken]}\n${right['app.ts']}` };
} // prettier-ignore
