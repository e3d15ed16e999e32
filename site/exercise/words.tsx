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
  todo: <path d="M3.5 8h1.2m2.7 0h1.2m2.7 0h1.2" />,
  error: <path d="M8 3v6.5M8 12.4v.6" />,
  warn: <path d="M8 2.8 14 13H2ZM8 6.8v2.8M8 11.3v.1" />,
  info: <path d="M8 7.2v5.3M8 3.6v.6" />,
  log: <path d="M8 7.4a.6.6 0 1 0 .01 0Z" />,
  right: <path d="m6 4 4 4-4 4" />,
  debug: (
    <path d="M5.5 6.5a2.5 2.5 0 0 1 5 0v3a2.5 2.5 0 0 1-5 0ZM2.8 8h2.7m5 0h2.7M3.5 4.5l2.3 1.3m4.4 0 2.3-1.3M3.5 12l2.3-1.3m4.4 0 2.3 1.3" />
  ),
  auto: <path d="M3 8a5 5 0 0 1 8.6-3.5L13 6m0-3v3h-3M13 8a5 5 0 0 1-8.6 3.5L3 10m0 3v-3h3" />,
  keyboard: <path d="M2 4.5h12v7H2ZM4.5 7h.1m2.2 0h.1m2.2 0h.1m2.2 0h.1M5.5 9.3h5" />,
  run: <path d="M5 3.2v9.6L12.5 8Z" />,
  stop: <path d="M4 4h8v8H4Z" />,
  reset: <path d="M3 8a5 5 0 1 1 1.6 3.7M3 12.5V9.2h3.3" />,
  lock: <path d="M4.5 7.5h7V13h-7ZM6 7.5V5.2a2 2 0 0 1 4 0v2.3" />,
  up: <path d="M3.5 10 8 5.5 12.5 10" />,
  down: <path d="M3.5 6 8 10.5 12.5 6" />,
  back: <path d="M13 8H3.5M7 4.5 3.5 8 7 11.5" />,
  files: <path d="M2.5 12.5v-9H6l1.5 2h6v7Z" />,
  add: <path d="M8 3.5v9M3.5 8h9" />,
  rename: <path d="m3 13 .7-2.9L10.5 3.3l2.2 2.2-6.8 6.8Z" />,
  remove: <path d="M3 4.5h10M6.5 4.5V3h3v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5" />,
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
