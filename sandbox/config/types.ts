/** Rules about configuration files. Nothing here runs what it reads. */

export const configKinds = [
  'dockerfile',
  'compose',
  'workflow',
  'nginx',
  'systemd',
  'kubernetes',
  'openapi',
  'env',
] as const;
export type ConfigKind = (typeof configKinds)[number];

/**
 * - `error`: the tool that reads the file refuses it, or what it names is not there.
 * - `warning`: it is taken, and does harm.
 * - `advice`: it is taken, and something useful is missing.
 */
export type Severity = 'error' | 'warning' | 'advice';

export interface Finding {
  /** The rule's id: an author may choose rules by it, a grader may name it. */
  rule: string;
  severity: Severity;
  /** Where there are several files: which. */
  file?: string;
  /** From 1. */
  line: number;
  /** From 1, where it is known. */
  column?: number;
  /** What is wrong, in one sentence. */
  problem: string;
  why: string;
  /** What to do about it. */
  advice: string;
}

export interface Hit {
  file?: string;
  line: number;
  column?: number;
  problem: string;
  /** Where the rule's own word does not fit. */
  advice?: string;
}

/** What is wrong whatever rules were chosen; without a rule it is `syntax`. */
export interface Fault extends Hit {
  rule?: string;
}

export interface Rule<Source> {
  id: string;
  /** `warning` unless it says so. */
  severity?: Severity;
  why: string;
  advice: string;
  find(source: Source): Hit[];
}

/** What a file does not say itself. */
export interface Context {
  /** The names of the files beside it, with `/` as separator; a rule about them is silent without. */
  files?: readonly string[];
}

export interface Reading<Source> {
  source: Source;
  faults: Fault[];
}

/** Why something is a fault, and what to do where the fault itself does not say it. */
export interface Check {
  severity?: Severity;
  why: string;
  advice: string;
}

/** A kind of file: how it is read, and what it is held to. */
export interface Linter<Source> {
  read(text: string, context: Context): Reading<Source> | Promise<Reading<Source>>;
  /** What is held to always, beside `syntax`. */
  checks?: Record<string, Check>;
  rules: Rule<Source>[];
}

export const syntaxWords = {
  why: 'What cannot be read is refused, or quietly read as something else.',
  advice: 'Mend this line first: other findings may follow from it.',
};

/** Names that speak of a secret. */
export const secretName = /(?:PASS(?:WORD|WD)?|SECRET|TOKEN|PRIVATE|CREDENTIAL|API_?KEY)(?:$|_)/i;
