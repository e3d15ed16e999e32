import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openEngineRealm } from '../sandbox/embedded/packages/engine-realm.ts';
import { openEmbeddedPage } from '../support/embedded-page.ts';
import type { MountedFiles } from './mount.ts';
import type { Result, Suite } from './run.ts';

const own = (name: string) => readFileSync(path.join(import.meta.dirname, name), 'utf8');

const filesOf = (suite: Suite) => ({
  'main.js': own('in-engine.js'),
  'mocha.cjs': own('mocha.cjs'),
  'suite.json': JSON.stringify(suite),
});

/** ms that one batch of files may take. */
const patience = 240_000;

function resultsIn(output: string): Result[] {
  const at = output.lastIndexOf('RESULTS[');
  if (at < 0) throw new Error(`No results. The output was: ${output.slice(-3000)}`);
  return JSON.parse(output.slice(at + 7).split('\n')[0]!) as Result[];
}

export interface Program {
  root: string;
  program: string;
  files: MountedFiles;
}

const programFiles = (program: Program) => ({
  'main.js': own('program-in-engine.js'),
  'program.json': JSON.stringify(program),
});

/** What a program prints in the engine's worker, until it has run. */
export async function printInBareRealm(program: Program): Promise<string> {
  const realm = await openEngineRealm();
  try {
    const report = await within(60_000, realm.start(programFiles(program), 'main.js'));
    return realm.output.join('') + (report?.message ?? '');
  } catch (error) {
    return `${realm.output.join('')}${(error as Error).message}`;
  } finally {
    realm.close();
  }
}

export async function printInChromium(program: Program): Promise<string> {
  const embedded = await openEmbeddedPage();
  try {
    return await within(patience, embedded.page.evaluate(startInPage, programFiles(program)));
  } finally {
    await embedded.close();
  }
}

/** The engine's worker in a context without Node: quick, and what nearly all differences show up in. */
export async function runInBareRealm(suite: Suite): Promise<Result[]> {
  const realm = await openEngineRealm();
  try {
    const report = await within(patience, realm.start(filesOf(suite), 'main.js'));
    const output = realm.output.join('');
    if (report && !output.includes('RESULTS[')) throw new Error(report.message);
    return resultsIn(output);
  } finally {
    realm.close();
  }
}

/** The embedded runtime as people get it. */
export async function runInChromium(suite: Suite): Promise<Result[]> {
  const embedded = await openEmbeddedPage();
  try {
    const run = embedded.page.evaluate(startInPage, filesOf(suite));
    return resultsIn(await within(patience, run));
  } finally {
    await embedded.close();
  }
}

async function startInPage(files: Record<string, string>): Promise<string> {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 240 });
  let output = '';
  await runtime.mount(files);
  const result = await runtime.start('main.js', { onOutput: ({ text }) => (output += text) });
  await runtime.dispose();
  return output + (result.status === 'error' ? `\n${result.message}` : '');
}

function within<Value>(limit: number, promise: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout>;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`The files did not end within ${limit / 1000} s.`)), limit);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
