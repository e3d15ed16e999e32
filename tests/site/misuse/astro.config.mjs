import mdx from '@astrojs/mdx';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';

/** A site of one lesson, in which a component is used wrongly. */
export default defineConfig({
  srcDir: '.',
  outDir: process.env['OUT'] ?? './dist',
  cacheDir: `${process.env['OUT']}-cache`,
  markdown: { processor: satteri(), syntaxHighlight: false },
  integrations: [mdx()],
});
