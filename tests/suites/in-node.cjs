/** `node in-node.cjs <folder> <limit> <setup,…|-> <file> …`: runs test files natively and prints the results as JSON. */
'use strict';
const { createRequire } = require('node:module');
const { resolve } = require('node:path');
const { runFiles } = require('./mocha.cjs');

const [folder, limit, setup, ...files] = process.argv.slice(2);
process.chdir(folder);
const results = [];
const load = createRequire(resolve(folder, 'package.json'));
for (const file of setup === '-' ? [] : setup.split(',')) load(resolve(folder, file));
runFiles(files.map((file) => [file, resolve(folder, file)]), load, (result) => results.push(result), { limit: Number(limit) }).then(() => {
  process.stdout.write(`\nRESULTS${JSON.stringify(results)}\n`, () => process.exit(0));
}); // prettier-ignore
