/** The nouns of answers without code. Types only: nothing here exists at run time. */

/** What an exercise asks, as its sheet says. */
export interface Sheet {
  /** Steps to be put in order; none where nothing is to be ordered. */
  cards: Choice[];
  questions: Question[];
  /** Where notes are to be pinned to the lines of a patch. */
  notes: { /** The patch's file. */ file: string; patch: string; about: Choice[] } | undefined;
}

/** A word that stands in an answer, and what it means. */
export interface Choice {
  id: string;
  text: string;
}

export interface Question {
  id: string;
  text: string;
  /** A file that is shown with it. */
  shown: { file: string; text: string } | undefined;
  fields: Field[];
}

/**
 * One thing to be said about a question. `choice`: one of the options. `lines`: a list of lines. `text`: anything.
 */
export interface Field {
  id: string;
  label: string;
  kind: 'choice' | 'lines' | 'text';
  options: Choice[];
}

/** What a learner's `answer.yml` says. What cannot be read of it is left out and stands in `faults`. */
export interface Answer {
  /** Ids of cards, from the first step to the last; also those that no sheet knows. */
  order: string[];
  /** The cards that are not in the order, as the file lists them; those it does not list follow. */
  aside: string[];
  /** Question → field → what was said. What was left empty is not there. */
  answers: Record<string, Record<string, Said>>;
  notes: Note[];
  /** From the first line to the last. */
  faults: Fault[];
  /** The file's shape is known, so that a program can change one place and leave the rest as it is. */
  writable: boolean;
}

/** A list of lines for a field of that kind. */
export type Said = string | string[];

export interface Note {
  /** The line of the patch's file that it is pinned to, from 1; NaN while there is none. */
  line: number;
  /** The id of what it is about; empty while nothing is chosen. */
  about: string;
  text: string;
}

export interface Fault {
  /** From 1. */
  line: number;
  /** What stands there, as a phrase. */
  problem: string;
  /** What to do, as a phrase. */
  advice: string;
}
