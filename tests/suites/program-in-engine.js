// Runs in the engine: puts the files on its disk and runs the program from there.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const { root, program, files } = JSON.parse(fs.readFileSync('program.json', 'utf8'));
for (const [file, { text, bytes }] of Object.entries(files)) {
  const target = path.join(root, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, text ?? Buffer.from(bytes, 'base64'));
}
process.chdir(root);
await import(pathToFileURL(path.join(root, program)).href);
