import { fileURLToPath } from 'node:url';

const nothing = '../../sandbox/services/redis/lua/nothing.ts';

/** What two packages of the shell's worker import of Node, although they are made for browsers, too. */
const standIns = [
  { importer: '/just-bash/', names: ['node:zlib'], file: '../exercise/terminal/zlib.ts' },
  {
    importer: '/fengari/',
    names: ['readline-sync', 'tmp', 'fs', 'os', 'path', 'child_process'],
    file: nothing,
  },
];

export const shellStandIns = () => ({
  name: 'shell-stand-ins',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id @param {string | undefined} importer */
  resolveId(id, importer) {
    const one = standIns.find(({ names, importer: from }) => names.includes(id) && importer?.includes(from));
    if (!one) return undefined;
    return fileURLToPath(new URL(one.file, import.meta.url));
  },
});
