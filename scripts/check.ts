// `npm run check`: types, lint, format and content, side by side in the report and one after the other in time.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { command, paint, project } from './command.ts';

const steps: [name: string, file: string, ...args: string[]][] = [
  ['types', 'typescript/bin/tsc', '--noEmit', '-p', '.'],
  ['lint', 'oxlint/bin/oxlint', '--deny-warnings'],
  ['format', 'prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  ['content', 'vitest/vitest.mjs', 'run', '--reporter=dot', 'tests/content', 'tests/boundaries.test.ts'],
];

await command('Usage: npm run check', async () => {
  const failed = steps.filter(([name, file, ...args]) => {
    console.log(paint('bold', `— ${name}`));
    const binary = path.join(project, 'node_modules', file);
    return spawnSync(process.execPath, [binary, ...args], { cwd: project, stdio: 'inherit' }).status !== 0;
  });
  if (failed.length)
    console.log(`\n✗ Failed: ${failed.map(([name]) => name).join(', ')}. \`npm run format\` mends the format.`);
  else console.log('\n✓ Types, lint, format and content hold.');
  return failed.length ? 1 : 0;
});
