/**
 * Vitest finds an inline snapshot's place by the names of its own functions on the stack. Firefox knows functions by what
 * they are called in the minified text, and WebKit gives them no place at all, so there the place is found by the files.
 */
interface StackFrame {
  file: string;
}

interface SnapshotState {
  _inferInlineSnapshotStack?(stack: StackFrame[]): StackFrame | null;
}

/**
 * @param runner Vitest's runner of tests, which keeps its snapshots to itself.
 * @param suite The absolute path of the suite that runs.
 * @param root The exercise's folder.
 */
export function placeInlineSnapshots(runner: object, suite: string, root: string): void {
  if (!('$mendError' in globalThis)) return;
  const { snapshotClient } = runner as { snapshotClient: { getSnapshotState(path: string): SnapshotState } };
  const state = snapshotClient.getSnapshotState(suite);
  const own = ({ file }: StackFrame) => file.includes(`${root}/`) && !file.includes('/node_modules/');
  state._inferInlineSnapshotStack = (stack) => {
    // A matcher of the suite's own was called by Vitest, and Vitest by the test that is meant.
    const [called, ...before] = groups(stack, own);
    return before[0]?.[0] ?? called?.[0] ?? null;
  };
}

/** Neighbours that hold together, without what lies between them. */
function groups<Item>(items: Item[], holds: (item: Item) => boolean): Item[][] {
  const found: Item[][] = [];
  items.forEach((item, index) => {
    if (!holds(item)) return;
    if (index > 0 && holds(items[index - 1]!)) found.at(-1)!.push(item);
    else found.push([item]);
  });
  return found;
}
