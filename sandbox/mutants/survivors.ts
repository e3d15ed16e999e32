import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { describeIssues } from '../exercise.ts';
import type { Mutant } from './mutate.ts';

const schema = z.array(
  z.strictObject({
    file: z.string().min(1),
    in: z.string().min(1),
    edits: z.array(z.string().includes(' → ', { message: 'must be written “before → after”' })).min(1),
    reason: z.string().min(15, 'must say why the suite is right to accept these edits'),
  }),
);

export type Accepted = z.infer<typeof schema>[number];

/** Reads `mutants.yml`. Throws one error that lists every fault with its place. */
export function readSurvivors(file: string, source: string): Accepted[] {
  let data: unknown;
  try {
    data = parseYaml(source) ?? [];
  } catch (error) {
    throw new Error(`${file} is not valid YAML. ${(error as Error).message}`, { cause: error });
  }
  const checked = schema.safeParse(data);
  if (!checked.success) throw new Error(describeIssues(file, checked.error, []));
  return checked.data;
}

type Place = Pick<Mutant, 'file' | 'in' | 'edit'>;

const covers = (accepted: Accepted, edit: string, mutant: Place) =>
  accepted.file === mutant.file && accepted.in === mutant.in && edit === mutant.edit;

/** The survivors that nobody has explained, and the explanations that no survivor needs any more. */
export function compareSurvivors<Survivor extends Place>(survivors: Survivor[], accepted: Accepted[]) {
  const unexplained = survivors.filter((one) => !accepted.some((entry) => entry.edits.some((edit) => covers(entry, edit, one))));
  const stale = accepted.flatMap((entry) =>
    entry.edits
      .filter((edit) => !survivors.some((one) => covers(entry, edit, one)))
      .map((edit) => ({ file: entry.file, in: entry.in, edit })),
  );
  return { unexplained, stale };
} // prettier-ignore

/** What to put into `mutants.yml` for a survivor, but for the reason. */
export function survivorEntry(mutant: Place): string {
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  return `- file: ${mutant.file}\n  in: ${text(mutant.in)}\n  edits:\n    - ${text(mutant.edit)}\n  reason: `;
}
