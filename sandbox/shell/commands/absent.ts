import type { Run } from './index.ts';

const reasons: Record<string, string> = {
  docker:
    'there is no docker in this terminal: it needs a Linux kernel. `node` starts your server here without a container.',
  python: 'the command is called `python3` here, as on Debian.',
  vim: 'there is no editor in this terminal. Open the file in the editor above, or change it with `sed -i`.',
  vi: 'there is no editor in this terminal. Open the file in the editor above, or change it with `sed -i`.',
  nano: 'there is no editor in this terminal. Open the file in the editor above, or change it with `sed -i`.',
  less: 'there is no pager in this terminal. `cat`, `head` and `tail` print a file, and the terminal scrolls.',
  more: 'there is no pager in this terminal. `cat`, `head` and `tail` print a file, and the terminal scrolls.',
  man: 'there are no manuals in this terminal. Most commands explain themselves with `--help`.',
  sudo: 'you need no rights here: all files are yours, apart from the tests.',
  wget: 'there is no wget in this terminal. `curl -O` does the same with your own server.',
  ssh: 'nothing leaves this page, so there is nobody to connect to.',
  ping: 'nothing leaves this page. `curl -i localhost:3000/` asks your own server.',
  apt: 'nothing can be installed here. `help` lists what is there.',
  yarn: 'there is no yarn in this terminal. `npm start` and `npm test` are.',
  pnpm: 'there is no pnpm in this terminal. `npm start` and `npm test` are.',
  tsc: 'there is no tsc in this terminal. The editor checks types while you write; `node` runs TypeScript as it is.',
};

/** Commands that a learner may look for, and the way out. */
export const absent: Record<string, Run> = Object.fromEntries(
  Object.entries(reasons).map(([name, reason]): [string, Run] => [
    name,
    async () => ({ stdout: '', stderr: `${name}: ${reason}\n`, exitCode: 127 }),
  ]),
);
