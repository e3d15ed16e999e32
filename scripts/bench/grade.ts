import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { median } from './median.ts';
import { writeSubmissions } from './submissions.ts';

/** The course has three exercises so far; two of them stand for two more. */
const copies = { 'hello-server': 'hello-server-again', 'notes-ownership': 'notes-ownership-again' };

/** A class of `count` over five exercises, graded once, once more, and a single `npm test <slug>` beside it. */
export function measureGrade(count: number) {
  const folder = mkdtempSync(path.join(tmpdir(), 'engine-room-class-'));
  try {
    for (const name of ['package.json', 'scripts', 'sandbox', 'exercises']) cpSync(name, path.join(folder, name), { recursive: true });
    const exercises = path.join(folder, 'exercises');
    for (const [slug, copy] of Object.entries(copies)) cpSync(path.join(exercises, slug), path.join(exercises, copy), { recursive: true });
    symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
    const slugs = ['hello-server', 'notes-ownership', 'validate-new-task', ...Object.values(copies)];
    const kinds = writeSubmissions(exercises, slugs, path.join(folder, 'class'), count);
    const run = (script: string, ...words: string[]) => {
      const started = performance.now();
      const { stdout, stderr } = spawnSync(process.execPath, ['--import', './scripts/compile-cache.mjs', `scripts/${script}.ts`, ...words], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
      return { ms: performance.now() - started, text: stdout + stderr };
    };
    run('test', 'hello-server');
    const alone = median(Array.from({ length: 5 }, () => run('test', 'hello-server').ms));
    const first = run('classroom', 'class', '--json', 'grades.json');
    const again = run('classroom', 'class');
    const { totals } = JSON.parse(readFileSync(path.join(folder, 'grades.json'), 'utf8')) as { totals: Record<string, number> };
    const fresh = Number(/(\d+) of them graded now/.exec(first.text)?.[1]);
    return { kinds, totals, alone, first: first.ms, again: again.ms, fresh };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
} // prettier-ignore
