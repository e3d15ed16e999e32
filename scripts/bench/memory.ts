import { readdirSync, readFileSync } from 'node:fs';

/** MB of a process and all below it, shared pages split among those that share them (PSS). Linux only. */
export function memoryOf(pid: number): number | undefined {
  try {
    return sizes(pid, childrenByParent()) / 1024;
  } catch {
    return undefined;
  }
}

function childrenByParent(): Map<number, number[]> {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = Number(/^PPid:\s+(\d+)/m.exec(read(`/proc/${entry}/status`))?.[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(entry)]);
  }
  return children;
}

function sizes(pid: number, children: Map<number, number[]>): number {
  const own = Number(/^Pss:\s+(\d+)/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0);
  return (children.get(pid) ?? []).reduce((total, child) => total + sizes(child, children), own);
}

/** Processes may end while they are read. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
