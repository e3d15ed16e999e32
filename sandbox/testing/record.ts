import { TestRunner } from 'vitest';
import type { HttpExchange, Proof, ShellRun } from '../types.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** The requests that `#testing` sent during this test, in order. */
    exchange?: HttpExchange[];
    /** The command lines that `#testing/shell` ran during this test, in order. */
    ran?: ShellRun[];
    /** What `explain()` said is expected, in order; the last ones where there are many. */
    proved?: Proof[];
  }
}

/** Keeps an exchange with the running test, from where it reaches the report. */
export function record(exchange: HttpExchange): void {
  const test = TestRunner.getCurrentTest();
  if (test) (test.meta.exchange ??= []).push(exchange);
}

/** Keeps a command line that ran, with what came of it. */
export function recordRun(run: ShellRun): void {
  const test = TestRunner.getCurrentTest();
  if (test) (test.meta.ran ??= []).push(run);
}

const mostProofs = 20;

/** Keeps what a check expects: if the test passes, that is what it proved. */
export function recordProof(proof: Proof): void {
  const meta = TestRunner.getCurrentTest()?.meta;
  if (meta) meta.proved = [...(meta.proved ?? []), proof].slice(-mostProofs);
}

export function lastExchange(): HttpExchange | undefined {
  return TestRunner.getCurrentTest()?.meta.exchange?.at(-1);
}

export function lastRun(): ShellRun | undefined {
  return TestRunner.getCurrentTest()?.meta.ran?.at(-1);
}

/** The command line that repeats a request in any POSIX shell. */
export function curl({ method, url, headers, body }: HttpExchange['request']): string {
  const words = ['curl', '-i'];
  if (method === 'HEAD') words.push('--head');
  else if (method !== 'GET' && !(method === 'POST' && body)) words.push('-X', method);
  for (const [name, value] of headers) {
    if (name !== 'content-length' && name !== 'host') words.push('-H', shellQuote(`${name}: ${value}`));
  }
  if (body) words.push('--data-raw', shellQuote(body));
  return [...words, shellQuote(url)].join(' ');
}

function shellQuote(text: string): string {
  return /^[\w./:=@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
