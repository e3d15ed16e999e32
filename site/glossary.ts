import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'astro/zod';

const file = 'lessons/glossary.yml';

/** Term → definition. Undefined while there is no glossary. */
export const glossary: Record<string, string> | undefined = existsSync(file)
  ? readGlossary(readFileSync(file, 'utf8'))
  : undefined;

/** Says which term of the glossary is wrong when it cannot be used. */
export function readGlossary(text: string): Record<string, string> {
  const read = z.record(z.string(), z.string().min(1)).safeParse(parse(text) ?? {});
  if (read.success) return read.data;
  const faults = read.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new Error(`${file} cannot be used:\n${faults.join('\n')}`);
}
