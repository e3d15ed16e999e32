import { readFileSync } from 'node:fs';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { classesForTokens } from './site/highlight.mjs';
import { engine } from './site/engine-integration.mjs';
import { firstPage } from './site/first-page-integration.mjs';
import { modulePreload } from './site/modulepreload-integration.mjs';
import { policy } from './site/policy-integration.mjs';

/** What the exercise page imports. Found only while it opens, Vite would prepare it then and reload the page. */
function editorParts() {
  const source = readFileSync(new URL('./site/exercise/monaco.ts', import.meta.url), 'utf8');
  const imports = [...source.matchAll(/^import .*'(monaco-editor\/[^'?]+)';$/gm)].map(([, name]) => name);
  return ['preact', 'preact/hooks', 'preact/jsx-runtime', '@preact/signals', ...imports];
}

// `BASE=/engine-room npm run build` builds for a project page.
const base = process.env.BASE ?? '/';
const site = process.env.SITE;

export default defineConfig({
  ...(site ? { site } : {}),
  base,
  srcDir: './site',
  publicDir: './site/public',
  trailingSlash: 'always',
  // Astro's default drops the line break between a word and an element, and with it the space.
  compressHTML: true,
  build: { format: 'directory', inlineStylesheets: 'never' },
  devToolbar: { enabled: false },
  server: {
    host: '127.0.0.1',
    port: 4321,
    headers: {
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    },
  },
  markdown: {
    processor: satteri(),
    syntaxHighlight: 'shiki',
    shikiConfig: { theme: 'css-variables', transformers: [classesForTokens()] },
  },
  integrations: [
    mdx(),
    preact({ include: ['**/site/exercise/**/*.tsx'] }),
    engine(),
    firstPage(),
    modulePreload(),
    policy(),
  ],
  vite: {
    // A script or a font as a data: URL would need a hole in the policy.
    build: { assetsInlineLimit: 0 },
    worker: { format: 'es' },
    // None of it is part of a page: a change must not reload one.
    server: { watch: { ignored: ['**/.engine*/**', '**/dist/**', '**/test-results/**', '**/workspace/**'] } },
    optimizeDeps: { include: editorParts() },
    // Astro and Express want different versions of it: bundled, Astro keeps its own.
    environments: { prerender: { resolve: { noExternal: ['cookie'] } } },
  },
});
