import { fileURLToPath, pathToFileURL } from 'node:url';

const builder = fileURLToPath(new URL('../types/build.ts', import.meta.url));
const name = 'virtual:editor-types';

/**
 * The module `virtual:editor-types`: which files with declarations the editor needs for an import, and their URLs.
 * They are written when the module is first asked for, so that a development server need not wait for them.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function editorTypes() {
  return {
    name: 'editor-types',
    hooks: {
      'astro:config:setup': ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [plugin()] } });
      },
    },
  };
}

/** @returns {import('vite').Plugin} */
function plugin() {
  return {
    name: 'editor-types',
    resolveId: (id) => (id === name ? `\0${name}` : undefined),
    async load(id) {
      if (id !== `\0${name}`) return undefined;
      const { buildTypes } = await import(pathToFileURL(builder).href);
      buildTypes();
      return `
        export { default as needs } from '/.types/index.json';
        export const urls = import.meta.glob(['/.types/*.json', '!/.types/index.json'], {
          query: '?url', import: 'default', eager: true,
        });`;
    },
  };
}
