/** What the answer view has written into the file, to be taken back and done again. */
export interface Steps {
  /** The text before and after each step; `place` names what was changed, so that typing is one step. */
  done: { place: string; before: string; after: string }[];
  /** How many of them hold. */
  at: number;
}

export const noSteps: Steps = { done: [], at: 0 };

const most = 200;

/** One more step. Typing on in the same place belongs to the step before. */
export function withStep({ done, at }: Steps, place: string, before: string, after: string): Steps {
  const kept = done.slice(0, at);
  const last = kept.at(-1);
  const goesOn = place.endsWith('…') && last?.place === place && last.after === before;
  const all = goesOn ? [...kept.slice(0, -1), { ...last, after }] : [...kept, { place, before, after }];
  const steps = all.slice(-most);
  return { done: steps, at: steps.length };
}

/** The text of one step back (-1) or on (1); undefined where the file is no longer what that step knew. */
export function stepTo({ done, at }: Steps, by: -1 | 1, text: string): { text: string; steps: Steps } | undefined {
  const step = by < 0 ? done[at - 1] : done[at];
  if (!step || (by < 0 ? step.after : step.before) !== text) return undefined;
  return { text: by < 0 ? step.before : step.after, steps: { done, at: at + by } };
}
