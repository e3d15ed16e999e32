import type { Shell } from '../../../sandbox/shell/shell.ts';
import type { FileChange, Prompt, ShellHost, ShellStart } from '../../../sandbox/shell/types.ts';

/** What the page asks of the shell, by name. */
export type Questions = Pick<Shell, 'run' | 'unfinished' | 'complete'>;
/** The page as a shell has it: connections cannot be posted. */
export type PageHost = Omit<ShellHost, 'connect'>;
/** What the shell asks of the page. */
export type Calls = Omit<PageHost, 'output'>;

export type ToShell =
  | { type: 'open'; start: ShellStart }
  | { type: 'ask'; id: number; name: keyof Questions; args: unknown[] }
  | { type: 'apply'; changes: FileChange[] }
  | { type: 'answer'; id: number; value?: unknown; error?: string };

export type FromShell =
  | { type: 'ready'; prompt: Prompt }
  | { type: 'answer'; id: number; value?: unknown; error?: string }
  | { type: 'call'; id: number; name: keyof Calls; args: unknown[] }
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string };
