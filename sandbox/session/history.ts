/** Earlier versions of a learner's files. Pure. */
import type { TestReport } from '../types.ts';
import { isRecord, isTextFiles, sameFiles, type TextFiles } from './work.ts';

/** Why the files were kept: a run of them, or what was about to replace them. */
export type SnapshotReason = 'run' | 'reset' | 'undo' | 'solution' | 'import' | 'restore' | 'other-tab' | 'workspace';

export interface Verdict {
  status: TestReport['status'];
  passed: number;
  total: number;
}

export interface Snapshot {
  id: string;
  /** ISO 8601, UTC. */
  at: string;
  reason: SnapshotReason;
  files: TextFiles;
  /** What the last run of exactly these files gave. */
  verdict?: Verdict;
}

/** Version 1 of the record below `historyKey(slug)`. Beside the work, which is written at every keystroke. */
export interface History {
  version: 1;
  /** Oldest first. */
  snapshots: Snapshot[];
}

export const historyLimits = { count: 50, characters: 2_000_000, protected: 20 };

export function historyKey(slug: string): string {
  return `exercise:${slug}:history`;
}

export function readHistory(stored: unknown): Snapshot[] | 'unreadable' | 'newer' {
  if (stored === undefined) return [];
  if (!isRecord(stored)) return 'unreadable';
  if (typeof stored.version === 'number' && stored.version > 1) return 'newer';
  const { snapshots } = stored;
  const valid = stored.version === 1 && Array.isArray(snapshots) && snapshots.every(isSnapshot);
  return valid ? (snapshots as Snapshot[]) : 'unreadable';
}

/** The history that version 1 of the work kept with the files. */
export function migrateSnapshots(stored: unknown): Snapshot[] | undefined {
  if (!Array.isArray(stored)) return undefined;
  const snapshots = stored.map((entry: unknown, index) =>
    isRecord(entry) ? { ...entry, id: `${String(entry.at)}-first-${index}` } : undefined,
  );
  return snapshots.every(isSnapshot) ? snapshots : undefined;
}

function isSnapshot(entry: unknown): entry is Snapshot {
  if (!isRecord(entry) || !isTextFiles(entry.files)) return false;
  const words = [entry.id, entry.at, entry.reason].every((value) => typeof value === 'string');
  return words && (entry.verdict === undefined || isRecord(entry.verdict));
}

/** What two tabs know, in the order of time. */
export function joinHistories(a: Snapshot[], b: Snapshot[]): Snapshot[] {
  const byId = new Map(a.map((snapshot) => [snapshot.id, snapshot]));
  for (const snapshot of b) byId.set(snapshot.id, { ...byId.get(snapshot.id), ...snapshot });
  return thin([...byId.values()].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)));
}

/** Keeps the history bounded: old runs go first, then what was replaced long ago; the newest pass stays. */
export function thin(snapshots: Snapshot[], limits = historyLimits): Snapshot[] {
  const sizes = new Map(snapshots.map((snapshot) => [snapshot.id, size(snapshot)]));
  let characters = [...sizes.values()].reduce((sum, one) => sum + one, 0);
  const newestPass = snapshots.findLast(({ verdict }) => verdict?.status === 'passed');
  const replaced = snapshots.filter(({ reason }) => reason !== 'run');
  const spare = [
    ...snapshots.slice(0, -1).filter((one) => one.reason === 'run' && one !== newestPass),
    ...replaced.slice(0, -limits.protected),
  ];
  const gone = new Set<string>();
  for (const { id } of spare) {
    if (snapshots.length - gone.size <= limits.count && characters <= limits.characters) break;
    gone.add(id);
    characters -= sizes.get(id) ?? 0;
  }
  return gone.size ? snapshots.filter(({ id }) => !gone.has(id)) : snapshots;
}

const size = ({ files }: Snapshot) =>
  Object.entries(files).reduce((sum, [path, contents]) => sum + path.length + contents.length, 100);

/** The snapshot that an undo of the last reset would bring back. Runs in between do not take it away. */
export function undoableReset(snapshots: Snapshot[]): Snapshot | undefined {
  const last = snapshots.findLast(({ reason }) => reason !== 'run');
  return last?.reason === 'reset' ? last : undefined;
}

/** The history with the verdict of a run of these files. */
export function withVerdict(snapshots: Snapshot[], files: TextFiles, report: TestReport): Snapshot[] {
  const graded = snapshots.findLast((snapshot) => sameFiles(snapshot.files, files));
  return snapshots.map((one) => (one === graded ? { ...one, verdict: verdictOf(report) } : one));
}

export function verdictOf(report: TestReport): Verdict {
  const tests = (report.tests ?? []).filter(({ status }) => status !== 'skipped');
  return {
    status: report.status,
    passed: tests.filter(({ status }) => status === 'passed').length,
    total: tests.length,
  };
}
