import type { Severity } from '../../sandbox/config/types.ts';

export const findingsWords = (count: number): string =>
  count === 0
    ? '✓ Nothing is found by the rules that are asked for.'
    : `✗ ${count} ${count === 1 ? 'finding' : 'findings'}`;

/** How much a finding weighs, in a word behind its line. */
export const severityWords: Record<Severity, string> = { error: 'Error', warning: 'Warning', advice: 'Advice' };
