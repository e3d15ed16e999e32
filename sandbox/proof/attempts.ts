import type { Variant } from '../exercise.ts';
import type { Exercise, Files, TestReport } from '../types.ts';

/** Put in front of the starter: what people try when they want a pass and not an answer. */
const tampering: Record<string, string> = {
  'patched-expect':
    "import { expect } from 'vitest';\nconst pass = () => ({ pass: true, message: () => '' });\nexpect.extend({ toBe: pass, toEqual: pass, toStrictEqual: pass, toMatch: pass, toMatchObject: pass, toContain: pass });",
  'patched-object-is': 'Object.is = () => true;',
  'process-exit':
    "process.exitCode = 0;\nsetTimeout(() => process.exit(0));\nprocess.on('exit', () => process.exit(0));",
  'redefined-tests':
    "import { describe, test } from 'vitest';\nObject.assign(test, { each: test.skip });\nObject.assign(describe, { each: describe.skip });",
  'skipped-tests': "import { beforeEach } from 'vitest';\nbeforeEach(({ skip }) => skip());",
  'deleted-tests':
    "import { beforeAll } from 'vitest';\nbeforeAll(({}, suite) => void (suite as unknown as { tasks: unknown[] }).tasks.splice(0));",
};

const isProgram = (file: string) => /\.[cm]?[jt]s$/.test(file);

/** Ways around the task that need no report first: an empty file, and the starter with each kind of tampering. */
export function attemptsOf(exercise: Exercise): Variant[] {
  const { starter, tests, focus } = exercise;
  const empty = Object.fromEntries(focus.map((path) => [path, '']));
  const [main] = focus;
  const tampered = isProgram(main!)
    ? Object.entries(tampering).map(([name, code]) => [name, { [main!]: `${code}\n${starter[main!]}` }] as const)
    : [];
  return [['empty', empty] as const, ...tampered].map(([name, files]) => ({
    name: `attempt/${name}`,
    files: { ...starter, ...files, ...tests },
  }));
}

/**
 * The answer of somebody who knows the suite. With requests in `report`: to each of them the first answer that the
 * solution gave, and 404 to everything else. Without: what each function returned first, whatever it is asked later.
 * `undefined` when the answer is no program.
 */
export function learntByHeart(exercise: Exercise, solution: Variant, report: TestReport): Variant | undefined {
  const [main] = exercise.focus;
  if (!isProgram(main!)) return undefined;
  const replayed = replayAnswers(report);
  const files = replayed ? { [main!]: replayed } : firstResults(main!, String(solution.files[main!]));
  if (!files) return undefined;
  return { name: 'attempt/learnt-by-heart', files: { ...solution.files, ...files, ...exercise.tests } };
}

const copy = 'the-right-answer.ts';

/** The right answer under another name, and in its place functions that ask it once. */
function firstResults(main: string, source: string): Files | undefined {
  const functions =
    /^export (?:(?:async )?function\*? (\w+)|const (\w+)[^=\n]*= (?:async )?(?:function\b|\w+ =>|\())/gm;
  const names = [...source.matchAll(functions)].map(([, declared, assigned]) => (declared ?? assigned)!);
  if (!names.length || main.includes('/')) return undefined;
  const exported = names.map((name) => `export const ${name} = once('${name}', right.${name});`);
  return {
    [copy]: source,
    [main]: `import * as right from './${copy}';
const first = new Map<string, unknown>();
const once = (name: string, value: any) =>
  (...words: any[]) => {
    if (!first.has(name)) first.set(name, value(...words));
    return first.get(name);
  };
${exported.join('\n')}
`,
  };
}

function replayAnswers(report: TestReport): string | undefined {
  const answers: Record<string, { status: number; type: string; body: string }> = {};
  for (const { request, response } of (report.tests ?? []).flatMap(({ exchange = [] }) => exchange)) {
    if (!response) continue;
    const { pathname, search } = new URL(request.url);
    const who = header(request.headers, 'authorization') ?? '';
    const key = [request.method, pathname + search, who, request.body].join(' ');
    const type = header(response.headers, 'content-type') ?? 'text/plain';
    answers[key] ??= { status: response.status, type, body: response.body };
  }
  return Object.keys(answers).length ? replaying(JSON.stringify(answers)) : undefined;
}

const header = (pairs: [string, string][], name: string) => pairs.find(([key]) => key.toLowerCase() === name)?.[1];

const replaying = (answers: string) => `
const answers = ${answers};
export const createApp = () => (request, response) => {
  let body = '';
  request.setEncoding('utf8');
  request.on('data', (text) => (body += text));
  request.on('end', () => {
    const known = answers[[request.method, request.url, request.headers.authorization ?? '', body].join(' ')];
    response.writeHead(known?.status ?? 404, { 'content-type': known?.type ?? 'text/plain' });
    response.end(known?.body);
  });
};
`;
