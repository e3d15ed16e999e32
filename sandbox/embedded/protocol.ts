import type { VitestRun, VitestTest } from '../report.ts';
import type { Files, Output, TestReport } from '../types.ts';

/** Page → worker. Bytes are copied, never a `WebAssembly.Module`: posting one into an opaque origin is dropped. */
export type ToWorker =
  | { type: 'boot'; chunks: Record<string, string>; wasm: Record<string, ArrayBuffer>; packages: string[] }
  | { type: 'chunk'; name: string; text: string; wasm?: ArrayBuffer }
  | { type: 'no-chunk'; name: string; message: string }
  /** Files that will probably run next: what can be done ahead is done. */
  | { type: 'prepare'; files: Files }
  | { type: 'ping' }
  | { type: 'test'; files: Files }
  | { type: 'start'; files: Files; entry: string }
  | { type: 'fetch'; id: number; request: PlainRequest };

/** Worker → page. All of it is data: learner code may have had its hands on any value in here. */
export type FromWorker =
  | { type: 'ready' }
  | { type: 'need'; name: string }
  | { type: 'output'; output: Output }
  | { type: 'pong' }
  | { type: 'test-start'; name: string }
  | { type: 'test-end'; test: VitestTest }
  | { type: 'run'; run: VitestRun }
  | { type: 'report'; report: Extract<TestReport, { status: 'error' }> }
  | { type: 'started'; ports: number[] }
  | { type: 'response'; id: number; status: number; statusText: string; headers: [string, string][] }
  | { type: 'response-body'; id: number; chunk: Uint8Array }
  | { type: 'response-end'; id: number; error?: string }
  | { type: 'fault'; message: string };

export interface PlainRequest {
  method: string;
  url: string;
  headers: [string, string][];
  body: Uint8Array | null;
}

/** Where the exercise's files are, inside the worker. */
export const root = '/exercise';
