/** `npm run engine -- <folder>`: the embedded runtime's files, for a page of your own. See docs/runtime.md. */
import { cp, mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { buildEngine } from '../sandbox/embedded/packages/build.ts';

const [folder, ...rest] = process.argv.slice(2);
if (!folder || rest.length) {
  console.error('Name one folder for the files: npm run engine -- public/engine');
  process.exit(2);
}
const { directory } = await buildEngine({ log: (line) => console.log(line) });
const existing: string[] = await readdir(folder).catch(() => []);
if (existing.length && !existing.includes('manifest.json')) {
  console.error(`${folder} holds other files. Name a folder that is empty, new, or was filled by this command.`);
  process.exit(2);
}
await mkdir(folder, { recursive: true });
const files = (await readdir(directory)).filter((file) => file !== 'stamp');
await Promise.all(files.map((file) => cp(path.join(directory, file), path.join(folder, file), { recursive: true })));
console.log(`${files.length} files are in ${folder}. Serve them, and pass their URL as \`assets\`.`);
