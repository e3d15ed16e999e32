/**
 * Runs Node's own tests against our built-ins and, as the reference, against the Node that runs this.
 * The tests are not part of this repository: `NODE_SOURCE` names a folder with Node's sources.
 *
 *     NODE_SOURCE=~/node-v24 npx node tests/conformance/node.ts http stream-readable   (prefixes of test-*.js)
 *     … --list     one line per test that passes in Node and not here
 *     … --verbose  and why
 */
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { bundleBuiltins } from '../sandbox/embedded/node/bare-realm.ts';

interface Ending {
  verdict: 'passed' | 'failed' | 'skipped';
  detail: string;
}

const flags = new Set(process.argv.slice(2).filter((arg) => arg.startsWith('--')));
const wanted = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const source = process.env['NODE_SOURCE'];
if (!source || !fs.existsSync(path.join(source, 'test/parallel'))) {
  console.error('NODE_SOURCE must name a folder with the sources of Node (with test/parallel in it).');
  process.exit(1);
}

/** Tests of what a browser cannot have, or of Node's own insides. */
const outside =
  /expose[-_]internals|child_process|internalBinding|require\('(node:)?(cluster|tls|http2|dgram|inspector|repl|worker_threads|domain|trace_events|wasi)'\)|spawn|fork\(|process\.binding|--(experimental|no-|allow|trace|stack|max|pending|throw|zero|icu|openssl|force|enable|insecure|redirect|test|input|secure|report|heap|prof|jit|policy|disable|v8|use|abort)/;
const tests = fs
  .readdirSync(path.join(source, 'test/parallel'))
  .filter(
    (name) =>
      /^test-.*\.js$/.test(name) && (wanted.length === 0 || wanted.some((part) => name.slice(5).startsWith(part))),
  )
  .map((name) => path.join(source, 'test/parallel', name))
  .filter((file) => !outside.test(fs.readFileSync(file, 'utf8')));

const bundle = path.join(os.tmpdir(), `conformance-${process.pid}.js`);
fs.writeFileSync(bundle, await bundleBuiltins());

const run = (side: 'native' | 'ours', file: string): Promise<Ending> =>
  new Promise((resolve) => {
    const gc = /Flags:.*--expose[-_]gc/.test(fs.readFileSync(file, 'utf8')) ? ['--expose-gc'] : [];
    const args = ['--no-warnings', ...gc, path.join(import.meta.dirname, 'one.ts'), side, file, bundle];
    execFile(process.execPath, args, { timeout: 15_000, killSignal: 'SIGKILL', maxBuffer: 2 ** 26 }, (error, out) => {
      const last = out.trimEnd().split('\n').at(-1) ?? '';
      if (last.startsWith('{"verdict"')) resolve(JSON.parse(last) as Ending);
      else
        resolve({
          verdict: 'failed',
          detail: error?.killed ? 'no end within 15 s' : `ended without a verdict: ${error?.message.slice(0, 300)}`,
        });
    });
  });

// What Node itself says does not change while ours is worked on.
const kept = path.join(os.tmpdir(), 'conformance-native.json');
const readKept = () =>
  fs.existsSync(kept) ? (JSON.parse(fs.readFileSync(kept, 'utf8')) as Record<string, Ending>) : {};
const known = readKept();
const failures: [string, string][] = [];
let passed = 0;
let counted = 0;
const queue = [...tests];
await Promise.all(
  Array.from({ length: 2 }, async () => {
    for (let file = queue.shift(); file; file = queue.shift()) {
      const name = path.basename(file);
      const native = (known[file] ??= await run('native', file));
      if (native.verdict !== 'passed') continue;
      const ours = await run('ours', file);
      counted++;
      if (ours.verdict === 'passed') passed++;
      else failures.push([name, ours.detail]);
    }
  }),
);
// Several of these may run at the same time.
fs.writeFileSync(`${kept}.${process.pid}`, JSON.stringify({ ...readKept(), ...known }));
fs.renameSync(`${kept}.${process.pid}`, kept);
fs.rmSync(bundle);
for (const [name, detail] of failures.sort()) {
  if (flags.has('--verbose')) console.log(`\n${name}\n${detail.replaceAll(/^/gm, '    ')}`);
  else if (flags.has('--list')) console.log(`${name}  ${detail.split('\n')[0]!.slice(0, 150)}`);
}
console.log(`${tests.length} tests apply, ${counted} pass in Node ${process.version}, ${passed} of these pass here.`);
