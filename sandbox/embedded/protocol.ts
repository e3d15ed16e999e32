import type { VitestRun, VitestTest } from '../report.ts';
import type { PackageModules } from './packages/registry.ts';
import type { RowsPage, TableName } from '../databases.ts';
import type { Files, Output, PlainRequest, SocketEvent, TestReport } from '../types.ts';

export type { PlainRequest };

/** Page → worker. Bytes are copied, never a `WebAssembly.Module`: posting one into an opaque origin is dropped. */
export type ToWorker =
  | {
      type: 'boot';
      chunks: Record<string, string>;
      wasm: Record<string, ArrayBuffer>;
      packages: string[];
      modules: PackageModules;
    }
  | { type: 'chunk'; name: string; text: string; wasm?: ArrayBuffer }
  | { type: 'no-chunk'; name: string; message: string }
  /** Files that will probably run next: what can be done ahead is done. */
  | { type: 'prepare'; files: Files }
  | { type: 'ping' }
  | { type: 'test'; files: Files }
  | {
      type: 'start';
      files: Files;
      entry: string;
      args?: string[] | undefined;
      env?: Record<string, string> | undefined;
    }
  | { type: 'fetch'; id: number; request: PlainRequest }
  /** Nobody waits for this answer any more. */
  | { type: 'abort'; id: number }
  | { type: 'connect'; socket: number; url: string; protocols: string[] }
  | { type: 'socket-send'; socket: number; data: string | Uint8Array }
  | { type: 'socket-close'; socket: number; code?: number; reason?: string }
  | { type: 'inspect'; inspection: number; request: InspectRequest }
  /** A host's worker did not come up, or is gone. */
  | { type: 'host-fault'; host: number; message: string }
  /** Whoever has the other end of the wire reaches these ports of the program. */
  | { type: 'share'; ports: number[]; wire: MessagePort }
  /** The program reaches these ports of another program, and no longer those before. */
  | { type: 'reach'; ports: number[]; wire: MessagePort };

/** Worker → page. All of it is data: learner code may have had its hands on any value in here. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'need'; name: string }
  /** All that is ours has been done; the program's own code comes next. */
  | { type: 'begun' }
  | { type: 'output'; output: Output }
  | { type: 'pong' }
  /** The started program has ended by itself. */
  | { type: 'exit'; code: number }
  | { type: 'test-start'; name: string }
  | { type: 'test-end'; test: VitestTest }
  | { type: 'run'; run: VitestRun }
  | { type: 'report'; report: Extract<TestReport, { status: 'error' }> }
  | { type: 'started'; ports: number[] }
  | { type: 'response'; id: number; status: number; statusText: string; headers: [string, string][] }
  | { type: 'response-body'; id: number; chunk: Uint8Array }
  | { type: 'response-end'; id: number; error?: string }
  | { type: 'socket'; socket: number; event: SocketEvent }
  | { type: 'inspected'; inspection: number; answer?: unknown; error?: string }
  /** Starts a host in a worker of its own; the program speaks to it over the wire. */
  | { type: 'host'; host: number; name: string; wire: MessagePort }
  | { type: 'host-stop'; host: number }
  | { type: 'fault'; message: string };

/** A question about the databases of the realm: one for each method of `Databases`. */
export type InspectRequest =
  | { ask: 'list' | 'pulse' }
  | { ask: 'statements'; database?: number | undefined }
  | { ask: 'schema'; database: number }
  | { ask: 'rows'; database: number; table: TableName; page: RowsPage }
  | { ask: 'query'; database: number; sql: string; allowChanges: boolean }
  | { ask: 'plan'; database: number; sql: string };

/** Where the exercise's files are, inside the worker. */
export const root = '/exercise';
