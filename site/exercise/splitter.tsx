import { useSignalEffect, type Signal } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';

interface SplitterProps {
  /** Sets the CSS variable `--<name>-size` of the workspace, in percent. */
  name: string;
  label: string;
  min: number;
  max: number;
  initial: number;
  /** Which edge the sized panel touches: of the workspace, or for `bottom` of the code's column. */
  from: 'start' | 'end' | 'bottom';
  folded: Signal<boolean>;
  /** What it is remembered as, where that is not its name. */
  keptAs?: string;
}

/**
 * The border between two panels: drag it, or focus it and use the arrow keys. Dragged far enough, or with Enter, the
 * panel folds away and comes back. Remembered on this device.
 */
export function Splitter({ name, label, min, max, initial, from, folded, keptAs = name }: SplitterProps) {
  const [size, setSize] = useState(initial);
  const handle = useRef<HTMLDivElement>(null);
  const set = (wanted: number) => {
    folded.value = wanted < min / 2;
    if (!folded.value) setSize(Math.round(Math.min(max, Math.max(min, wanted)) * 10) / 10);
  };
  useEffect(() => recall(keptAs, setSize, folded), []);
  // The first time it is only told what it knows, or is about to learn.
  const told = useRef(false);
  const tell = () => {
    const workspace = workspaceOf(handle.current);
    workspace?.style.setProperty(`--${name}-size`, `${size}%`);
    workspace?.toggleAttribute(`data-no-${name}`, folded.value);
    if (told.current) remember(keptAs, size, folded.value);
    told.current = true;
  };
  useEffect(tell, [size]);
  useSignalEffect(tell);

  const step = (by: number) => () => (folded.value && by > 0 ? (folded.value = false) : set(size + by));
  const [less, more] = { start: ['ArrowLeft', 'ArrowRight'], end: ['ArrowRight', 'ArrowLeft'], bottom: ['ArrowDown', 'ArrowUp'] }[from]; // prettier-ignore
  const steps: Record<string, () => void> = {
    [less!]: step(-2),
    [more!]: step(2),
    Home: () => set(from === 'start' ? min : max),
    End: () => set(from === 'start' ? max : min),
    Enter: () => (folded.value = !folded.value),
  };
  const value = folded.value ? 0 : Math.round(size);
  return (
    <div
      ref={handle}
      class={`splitter splitter-${name}`}
      role="separator"
      tabIndex={0}
      aria-orientation={from === 'bottom' ? 'horizontal' : 'vertical'}
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={value === 0 ? 'folded away' : `${value} %`}
      onKeyDown={(event) => {
        const step = steps[event.key];
        if (!step || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        step();
      }}
      onPointerDown={(event) => {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) set(shareAt(event, event.currentTarget, from));
      }}
      onDblClick={() => set(initial)}
    />
  );
}

/** The sized panel's share, in percent, when its border is where the pointer is. */
function shareAt({ clientX, clientY }: PointerEvent, handle: HTMLElement, from: SplitterProps['from']): number {
  const box = (from === 'bottom' ? handle.parentElement : workspaceOf(handle))!.getBoundingClientRect();
  if (from === 'bottom') return ((box.bottom - clientY) / box.height) * 100;
  return ((from === 'start' ? clientX - box.left : box.right - clientX) / box.width) * 100;
}

function workspaceOf(element: HTMLElement | null): HTMLElement | null {
  return element?.closest<HTMLElement>('.bench') ?? null;
}

const key = (name: string) => `engine-room:split:${name}`;

// A preference, not work: where it cannot be stored, the page keeps its own proportions.
function remember(name: string, size: number, folded: boolean): void {
  try {
    localStorage.setItem(key(name), `${size}${folded ? ' folded' : ''}`);
  } catch {}
}

function recall(name: string, setSize: (size: number) => void, folded: Signal<boolean>): void {
  try {
    const stored = localStorage.getItem(key(name));
    if (stored === null) return;
    const [size = '', mark] = stored.split(' ');
    if (Number(size) > 0) setSize(Number(size));
    folded.value = mark === 'folded';
  } catch {}
}
