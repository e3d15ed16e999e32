// Runs in the engine: puts the suite's files on its disk and does there what in-node.cjs does in Node.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const { root, files, tests, setup, limit } = JSON.parse(fs.readFileSync('suite.json', 'utf8'));
for (const [file, { text, bytes, mtime }] of Object.entries(files)) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text ?? Buffer.from(bytes, 'base64'));
  if (mtime) fs.utimesSync(target, mtime, mtime);
}
process.chdir(root);
const require = createRequire(path.join(root, 'package.json'));
const results = [];
const { runFiles } = createRequire(import.meta.url)('./mocha.cjs');
try {
  for (const file of setup) require(path.join(root, file));
  await runFiles(
    tests.map((file) => [file, path.join(root, file)]),
    require,
    (result) => results.push(result),
    { limit },
  );
} catch (error) {
  results.push({ file: '(all)', name: '(setup)', state: 'failed', error: String(error?.stack ?? error) });
}
process.stdout.write(`\nRESULTS${JSON.stringify(results)}\n`);
