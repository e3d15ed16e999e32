/**
 * What passes between a host's worker (the guest) and whoever uses it. Two ports: the control port belongs to whoever
 * started the worker, the wire to the program that speaks to it. A worker that is started ahead has no wire yet.
 */

/** Starter → guest, over the control port. */
export type ToGuest =
  /** What it is made of: file name → bytes. Sent once, first. */
  | { type: 'boot'; assets: Record<string, ArrayBuffer> }
  /** Whoever will speak to it, in the place of whoever did until then. */
  | { type: 'wire'; wire: MessagePort };

/** Guest → starter. */
export type FromGuest = { type: 'ready' } | { type: 'failed'; message: string };

/** Program → guest, over the wire. Connections are numbered by the program. */
export type ToWire =
  | { type: 'call'; id: number; method: string; params: unknown }
  | { type: 'open'; listener: number; connection: number }
  | { type: 'data'; connection: number; bytes: Uint8Array }
  | { type: 'end'; connection: number }
  | { type: 'reset'; connection: number }
  | { type: 'listening'; listener: number; port: number }
  | { type: 'refused'; listener: number; message: string };

/** Guest → program. Listeners are numbered by the guest. */
export type FromWire =
  | { type: 'ready' }
  | { type: 'failed'; message: string }
  | { type: 'answer'; id: number; value?: unknown; error?: { name: string; message: string } }
  | { type: 'listen'; listener: number; port: number }
  | { type: 'unlisten'; listener: number }
  | { type: 'data'; connection: number; bytes: Uint8Array }
  | { type: 'end'; connection: number }
  | { type: 'reset'; connection: number }
  | { type: 'output'; stream: 'stdout' | 'stderr'; text: string }
  | { type: 'exit'; code: number };
