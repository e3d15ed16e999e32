import type { ComponentChildren } from 'preact';

/** Text of the runtime is data. Of Markdown only `code` between backticks is shown as what it means. */
export function Words({ text }: { text: string }) {
  const parts = text.split(/`([^`\n]+)`/);
  return <>{parts.map((part, index) => (index % 2 ? <code key={index}>{part}</code> : part))}</>;
}

/** Drawings in one line style, 16 px; they always stand beside a word. */
export function Icon({ name }: { name: keyof typeof drawings }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
      {drawings[name]}
    </svg>
  );
}

const drawings = {
  passed: <path d="M3 8.5 6.5 12 13 4.5" />,
  failed: <path d="m4 4 8 8m0-8-8 8" />,
  skipped: <path d="M3.5 8h9" />,
  error: <path d="M8 3v6.5M8 12.4v.6" />,
  run: <path d="M5 3.2v9.6L12.5 8Z" />,
  stop: <path d="M4 4h8v8H4Z" />,
  reset: <path d="M3 8a5 5 0 1 1 1.6 3.7M3 12.5V9.2h3.3" />,
  lock: <path d="M4.5 7.5h7V13h-7ZM6 7.5V5.2a2 2 0 0 1 4 0v2.3" />,
  next: <path d="M3 8h9.5M9 4.5 12.5 8 9 11.5" />,
} satisfies Record<string, ComponentChildren>;

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** `850 ms`, `1.2 s`. */
export function duration(ms: number): string {
  return ms < 995 ? `${Math.max(1, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`;
}

/** `340 kB`, `1.2 MB`. */
export function bytes(number: number): string {
  return number < 995_000 ? `${Math.round(number / 1000)} kB` : `${(number / 1_000_000).toFixed(1)} MB`;
}
