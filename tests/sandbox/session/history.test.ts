import { describe, expect, it } from 'vitest';
import { joinHistories, thin, type Snapshot, type SnapshotReason } from '../../../sandbox/session/history.ts';

const snapshot = (at: number, reason: SnapshotReason, text = 'x', verdict?: Snapshot['verdict']): Snapshot => ({
  id: `s${at}`,
  at: new Date(Date.UTC(2030, 0, 1, 0, at)).toISOString(),
  reason,
  files: { 'app.ts': text },
  ...(verdict ? { verdict } : {}),
});
const ids = (snapshots: Snapshot[]) => snapshots.map(({ id }) => id);
const passed = { status: 'passed', passed: 1, total: 1 } as const;

describe('thinning', () => {
  const limits = { count: 4, characters: 1_000_000, protected: 2 };

  it('leaves a short history alone', () => {
    const all = [snapshot(1, 'run'), snapshot(2, 'reset')];
    expect(thin(all, limits)).toBe(all);
  });

  it('takes old runs first, but not the newest pass', () => {
    const all = [
      snapshot(1, 'reset'),
      snapshot(2, 'run', 'x', passed),
      snapshot(3, 'run'),
      snapshot(4, 'run'),
      snapshot(5, 'import'),
      snapshot(6, 'run'),
    ];
    expect(ids(thin(all, limits))).toEqual(['s1', 's2', 's5', 's6']);
  });

  it('never takes the last that were replaced, and older ones only after the runs', () => {
    const all = [1, 2, 3, 4, 5].map((at) => snapshot(at, 'reset'));
    expect(ids(thin(all, limits))).toEqual(['s2', 's3', 's4', 's5']);
    expect(ids(thin(all, { ...limits, count: 1 }))).toEqual(['s4', 's5']);
  });

  it('bounds the size too', () => {
    const all = [1, 2, 3].map((at) => snapshot(at, 'run', 'x'.repeat(1000)));
    expect(ids(thin(all, { ...limits, characters: 2500 }))).toEqual(['s2', 's3']);
  });
});

it('joins what two tabs know by time, and verdicts that one of them knows', () => {
  const [one, two, three] = [snapshot(1, 'run'), snapshot(2, 'run'), snapshot(3, 'reset')];
  const joined = joinHistories([one!, three!], [{ ...one!, verdict: passed }, two!]);
  expect(ids(joined)).toEqual(['s1', 's2', 's3']);
  expect(joined[0]!.verdict).toEqual(passed);
});
