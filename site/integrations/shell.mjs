import { fileURLToPath } from 'node:url';

/** The shell's interpreter imports `node:zlib` in its browser build, too. */
export const shellZlib = () => ({
  name: 'shell-zlib',
  enforce: /** @type {const} */ ('pre'),
  /** @param {string} id @param {string | undefined} importer */
  resolveId(id, importer) {
    if (id !== 'node:zlib' || !importer?.includes('/just-bash/')) return undefined;
    return fileURLToPath(new URL('../exercise/terminal/zlib.ts', import.meta.url));
  },
});
