import { useEffect, useRef, useState } from 'preact/hooks';

interface SplitterProps {
  /** Sets the CSS variable `--<name>-width` of the workspace, in percent. */
  name: string;
  label: string;
  min: number;
  max: number;
  initial: number;
  /** Which edge of the workspace the sized panel touches. */
  from: 'start' | 'end';
}

/** The border between two panels: drag it, or focus it and use the arrow keys. Remembered on this device. */
export function Splitter({ name, label, min, max, initial, from }: SplitterProps) {
  const [value, setValue] = useState(initial);
  const handle = useRef<HTMLDivElement>(null);
  const set = (wanted: number) => {
    const next = Math.round(Math.min(max, Math.max(min, wanted)) * 10) / 10;
    setValue(next);
    workspaceOf(handle.current)?.style.setProperty(`--${name}-width`, `${next}%`);
    remember(name, next);
  };
  useEffect(() => {
    const remembered = recall(name);
    if (remembered !== undefined) set(remembered);
  }, []);

  const sign = from === 'start' ? 1 : -1;
  const steps: Record<string, () => void> = {
    ArrowLeft: () => set(value - 2 * sign),
    ArrowRight: () => set(value + 2 * sign),
    Home: () => set(from === 'start' ? min : max),
    End: () => set(from === 'start' ? max : min),
  };
  return (
    <div
      ref={handle}
      class={`splitter splitter-${name}`}
      role="separator"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={Math.round(value)}
      aria-valuemin={min}
      aria-valuemax={max}
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
        const box = workspaceOf(handle.current)?.getBoundingClientRect();
        if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const distance = from === 'start' ? event.clientX - box.left : box.right - event.clientX;
        set((distance / box.width) * 100);
      }}
      onDblClick={() => set(initial)}
    />
  );
}

function workspaceOf(element: HTMLElement | null): HTMLElement | null {
  return element?.closest<HTMLElement>('.bench') ?? null;
}

// A preference, not work: where it cannot be stored, the page keeps its own proportions.
function remember(name: string, value: number): void {
  try {
    localStorage.setItem(`engine-room:split:${name}`, String(value));
  } catch {}
}

function recall(name: string): number | undefined {
  try {
    const value = Number.parseFloat(localStorage.getItem(`engine-room:split:${name}`) ?? '');
    return Number.isFinite(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
