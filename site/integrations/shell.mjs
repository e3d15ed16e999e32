import { fileURLToPath } from 'node:url';

/** What two packages of the shell's worker import of Node, although they are made for browsers, too. */
const standIns = {
  'node:zlib': { importer: '/just-bash/', file: '../exercise/terminal/zlib.ts' },
  'readline-sync': { importer: '/fengari/', file: '../../sandbox/services/redis/lua/nothing.ts' },
  tmp: { importer: '/fengari/', file: '../../sandbox/services/redis/lua/nothing.ts' },
};

export const shellStandIns = () => ({
  name: 'shell-stand-ins',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id @param {string | undefined} importer */
  resolveId(id, importer) {
    const one = Object.entries(standIns).find(([name]) => name === id)?.[1];
    if (!one || !importer?.includes(one.importer)) return undefined;
    return fileURLToPath(new URL(one.file, import.meta.url));
  },
});
