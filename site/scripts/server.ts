import { createRuntime, type Output, type PlainRequest, type Runtime } from '../../sandbox/index.ts';
import { failureWords } from '../exercise/request/check.ts';

/** A program of the page. */
export interface Program {
  id: string;
  files: Record<string, string>;
  entry: string;
  /** URL of the folder with the engine's pieces. */
  engine: string;
  /** npm packages that the files import. */
  packages: string[];
}

/** A request as a lesson writes it. */
export interface Asked {
  method: string;
  path: string;
  /** `:4000`, where it is not the server that was started last. */
  port?: string;
  headers: [string, string][];
  body?: string;
}

export interface Answer {
  /** As it came: status line, headers, body. */
  text?: string;
  /** In words, when there is none. */
  fault?: string;
}

/** Seconds that a program may take to start, and then for each answer. */
const timeLimit = 5;

// One engine serves every program of the page, one at a time.
let runtime: Promise<Runtime> | undefined;
let running: { key: string } | undefined;
const readers = new Set<(output: Output) => void>();

export function ensureRuntime({ engine, packages }: Pick<Program, 'engine' | 'packages'>): Promise<Runtime> {
  runtime ??= createRuntime('embedded', { assets: engine, packages, timeLimit });
  runtime.catch(() => (runtime = undefined));
  return runtime;
}

/** A runtime that failed is not asked again: the next run starts another. */
async function giveUp(): Promise<void> {
  const failed = runtime;
  runtime = running = undefined;
  await (await failed)?.dispose();
}

/** Hears what programs print, until the function that it returns is called. */
export function hear(reader: (output: Output) => void): () => void {
  readers.add(reader);
  return () => readers.delete(reader);
}

/** Starts a program in place of the one that runs. Returns why it did not start. */
export async function start(ready: Runtime, program: Program): Promise<string | undefined> {
  running = undefined;
  await ready.mount(program.files);
  const onOutput = (output: Output) => {
    for (const reader of readers) reader(output);
  };
  const onExit = () => (running = undefined);
  const started = await ready.start(program.entry, { onOutput, onExit });
  if (started.status === 'started') {
    running = { key: keyOf(program) };
    return undefined;
  }
  if (started.reason === 'boot' || started.reason === 'internal') await giveUp();
  return started.message;
}

export const isRunning = (program: Program): boolean => running?.key === keyOf(program);

const keyOf = ({ id, files, entry }: Program): string => JSON.stringify([id, files, entry]);

/** Sends, and waits for the whole answer. Redirects are answers like others. */
export async function send(ready: Runtime, { method, path, port = '', headers, body }: Asked): Promise<Answer> {
  const request: PlainRequest = {
    method,
    url: `http://localhost${port}${path}`,
    headers,
    body: body === undefined || body === '' ? null : new TextEncoder().encode(body),
  };
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), timeLimit * 1000);
  try {
    const response = await ready.send!(request, { signal: late.signal });
    const bytes = await new Response(response.body).arrayBuffer();
    const head = [`HTTP/1.1 ${response.status} ${response.statusText}`, ...headerLines(response.headers)];
    return { text: [...head, '', new TextDecoder().decode(bytes)].join('\n').trimEnd() };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (!late.signal.aborted && !/gave no answer within/.test(said)) return { fault: `No answer: ${failureWords(said, false)}` };
    // Nothing that is busy for good answers the next request either.
    running = undefined;
    await ready.mount({});
    return { fault: `No answer within ${timeLimit} s, so the program was ended. Is there a loop without an end, or a path through the handler that sends nothing?` };
  } finally {
    clearTimeout(timer);
  }
} // prettier-ignore

export const headerLines = (headers: [string, string][]): string[] =>
  headers.map(([name, value]) => `${name}: ${value}`);

/** The lines that make the request. */
export const requestText = ({ method, path, headers, body }: Asked): string =>
  [`${method} ${path}`, ...headerLines(headers), ...(body ? ['', body] : [])].join('\n');
