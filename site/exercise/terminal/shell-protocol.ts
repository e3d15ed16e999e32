import type { Shell } from '../../../sandbox/shell/shell.ts';
import type { FileChange, Prompt, ShellHost, ShellStart } from '../../../sandbox/shell/types.ts';

/** What the page asks of the shell, by name. */
export type Questions = Pick<Shell, 'run' | 'unfinished' | 'complete'>;
/** The page as a shell has it: connections cannot be posted, so they stay with it, each under a number. */
export type PageHost = Omit<ShellHost, 'connect'> & Partial<Connections>;

export interface Connections {
  /** Rejects with the reason in the words of the system. Undefined where the page has no servers but those of HTTP. */
  open(host: string, port: number): Promise<number | undefined>;
  send(connection: number, bytes: Uint8Array): Promise<void>;
  receive(connection: number): Promise<Uint8Array | undefined>;
  leave(connection: number): Promise<void>;
}

/** What the shell asks of the page. */
export type Calls = Required<Omit<PageHost, 'output'>>;

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
