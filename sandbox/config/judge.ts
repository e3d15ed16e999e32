import { syntaxWords, type Finding, type Linter, type Reading } from './types.ts';

/** What is wrong with what was read, from its first line to its last. `rules` names those that count. */
export function judge<Source>(
  { checks = {}, rules }: Pick<Linter<Source>, 'checks' | 'rules'>,
  { source, faults }: Reading<Source>,
  chosen?: readonly string[],
): Finding[] {
  const findings = faults.map(({ rule = 'syntax', ...fault }): Finding => {
    const words = checks[rule] ?? syntaxWords;
    return { rule, severity: 'error', ...words, ...fault };
  });
  for (const { id, severity = 'warning', why, advice, find } of rules) {
    if (chosen && !chosen.includes(id)) continue;
    findings.push(...find(source).map((hit): Finding => ({ rule: id, severity, why, advice, ...hit })));
  }
  return findings.sort(
    (a, b) => (a.file ?? '').localeCompare(b.file ?? '') || a.line - b.line || (a.column ?? 0) - (b.column ?? 0),
  );
}

/** A finding as one line of text: where, what, why, and what to do. */
export function inWords({ file, line, problem, why, advice }: Finding): string {
  return `${file ? `${file}, line` : 'Line'} ${line}: ${problem} ${why} ${advice}`;
}

/** The findings a suite may stop for: everything but advice. */
export const serious = (findings: readonly Finding[]): Finding[] =>
  findings.filter(({ severity }) => severity !== 'advice');
