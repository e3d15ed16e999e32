import type { HttpExchange, Proof, ShellRun } from './types.ts';
import type { VitestError, VitestRun, VitestTest } from './report.ts';

/** What a person can still read, and a page can still show: characters of a text, and entries of a list. */
const most = { text: 100_000, exchanges: 500, errors: 50, proofs: 20, proof: 500 };

/**
 * The same run with its giants cut: an answer of 100 MB in a report would stop the page that shows it. Every runtime
 * calls this where the tests run, so that reports stay equal and nothing large travels.
 */
export function trimRun(run: VitestRun): VitestRun {
  return {
    ...run,
    files: run.files.map((file) => ({ ...file, errors: trimErrors(file.errors), tests: file.tests.map(trimTest) })),
  };
}

export function trimTest(test: VitestTest): VitestTest {
  const { exchange, proved, ran } = test.meta;
  const meta = {
    ...test.meta,
    ...(exchange && { exchange: exchange.slice(0, most.exchanges).map(trimExchange) }),
    ...(ran && { ran: ran.slice(0, most.exchanges).map(trimShellRun) }),
    ...(proved && { proved: proved.slice(-most.proofs).map(trimProof) }),
  };
  return { ...test, errors: trimErrors(test.errors), meta };
}

function trimErrors(errors: VitestError[]): VitestError[] {
  return errors.slice(0, most.errors).map((error) => ({
    ...error,
    message: cut(error.message),
    ...(error.stack !== undefined && { stack: cut(error.stack) }),
    ...(error.diff !== undefined && { diff: cut(error.diff) }),
  }));
}

function trimExchange(exchange: HttpExchange): HttpExchange {
  const { request, response, curl } = exchange;
  return {
    request: { ...request, body: cut(request.body) },
    ...(response && { response: { ...response, body: cut(response.body) } }),
    curl: cut(curl),
  };
}

function trimShellRun(run: ShellRun): ShellRun {
  const { command, stdin, stdout, stderr } = run;
  const input = stdin === undefined ? {} : { stdin: cut(stdin) };
  return { ...run, command: cut(command), ...input, stdout: cut(stdout), stderr: cut(stderr) };
}

function trimProof({ expected, because }: Proof): Proof {
  return { expected: expected.slice(0, most.proof), because: because.slice(0, most.proof) };
}

function cut(text: string): string {
  if (typeof text !== 'string' || text.length <= most.text) return text;
  return `${text.slice(0, most.text)}… and ${(text.length - most.text).toLocaleString('en')} characters more`;
}
