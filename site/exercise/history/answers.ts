import type { TextFiles } from '../../../sandbox/session/work.ts';
import { exercisePath } from '../../paths.ts';

/** What the page does not bring along, in a file of its own. */
export interface Answers {
  /** The reference answer: its files, on top of the starter's. */
  solution: TextFiles;
  /** The README.md of a learner's folder: the task and the hints. */
  readme: string;
}

let loading: Promise<Answers> | undefined;

/** Fetched once, and tried again when that failed. */
export function loadAnswers(slug: string): Promise<Answers> {
  loading ??= fetchAnswers(`${exercisePath(slug)}solution.json`);
  loading.catch(() => (loading = undefined));
  return loading;
}

async function fetchAnswers(address: string): Promise<Answers> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`the server answered with ${response.status}`);
  return (await response.json()) as Answers;
}
