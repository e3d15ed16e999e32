import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

/** ms between two looks where nothing on stdin says that there is mail. */
const interval = 100;

/**
 * Takes messages from the page out of a folder, in their order. The page writes each as a file, since a terminal would
 * cut and echo long lines, and something on stdin, since not every container tells its programs of new files.
 */
export function readMail<Message>(folder: string, hear: (message: Message) => void): void {
  const place = path.resolve(folder);
  mkdirSync(place, { recursive: true });
  const look = () => {
    for (const name of readdirSync(place).filter((one) => one.endsWith('.json')).sort()) {
      const file = path.join(place, name);
      // Whoever renames it has it: two looks can overlap.
      renameSync(file, `${file}.taken`);
      const message = JSON.parse(readFileSync(`${file}.taken`, 'utf8')) as Message;
      rmSync(`${file}.taken`);
      hear(message);
    }
  };
  setInterval(look, interval);
  process.stdin.on('data', look).resume();
  look();
} // prettier-ignore
