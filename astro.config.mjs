import { readFileSync } from 'node:fs';
import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import { satteri } from '@astrojs/markdown-satteri';
import { defineConfig } from 'astro/config';
import { classesForTokens, titlesAndMarks } from './site/highlight.mjs';
import { filesAhead } from './site/integrations/ahead.mjs';
import { authorView } from './site/integrations/author.mjs';
import { authorLoop } from './site/integrations/author-loop.mjs';
import { editorTypes } from './site/integrations/types.mjs';
import { engine } from './site/integrations/engine.mjs';
import { firstPage } from './site/integrations/first-page.mjs';
import { fullNode } from './site/integrations/full-node.mjs';
import { modulePreload } from './site/integrations/modulepreload.mjs';
import { offline } from './site/integrations/offline.mjs';
import { sheets } from './site/integrations/sheets.mjs';
import { noticedModules, notices } from './site/integrations/notices.mjs';
import { policy } from './site/integrations/policy.mjs';
import { searchIndex } from './site/integrations/search.mjs';
import { sitemap } from './site/integrations/sitemap.mjs';
import { shellStandIns } from './site/integrations/shell.mjs';
import { workspaceFolder } from './site/integrations/workspace.mjs';

/** What the exercise page imports. Found only while it opens, Vite would prepare it then and reload the page. */
function editorParts() {
  const source = readFileSync(new URL('./site/exercise/monaco.ts', import.meta.url), 'utf8');
  const imports = [...source.matchAll(/^import .*'(monaco-editor\/[^'?]+)';$/gm)].map(([, name]) => name);
  return ['preact', 'preact/hooks', 'preact/jsx-runtime', '@preact/signals', ...imports];
}

// The parsers of `<ConfigLint>`, each loaded with its kind.
const configParts = ['dockerfile-ast', 'dockerfile-utils', '@actions/workflow-parser', '@cfworker/json-schema'];
const shellParts = ['diff', 'minimatch', 'sprintf-js', 'turndown'].map((name) => `just-bash > ${name}`);

// What nearly every lesson needs, each less than a kilobyte: together they are smaller and come with two requests.
const smallParts = [
  // Vite's own, and of every page: it must not draw one of the others in.
  { name: 'preload', test: /vite\/preload-helper/, priority: 1 },
  {
    name: 'blocks',
    test: /\/site\/scripts\/(?:answered|block|choices|diagram|lazy-parts|reading)\.ts$/,
  },
  {
    name: 'marks',
    test: /\/(?:site\/progress\/(?:follow|marks)|sandbox\/progress\/(?:lesson-state|question-key|journal))\.ts$/,
  },
];

// `BASE=/engine-room npm run build` builds for a project page.
const base = process.env.BASE ?? '/';
const site = process.env.SITE;

/** Files that are fetched when somebody asks for them, and not ahead. */
const asked = new Set();

export default defineConfig({
  ...(site ? { site } : {}),
  base,
  srcDir: './site',
  publicDir: './site/public',
  trailingSlash: 'always',
  // Astro's default drops the line break between a word and an element, and with it the space.
  compressHTML: true,
  // Several at a time: the pictures are drawn on other threads.
  build: { format: 'directory', inlineStylesheets: 'never', concurrency: 4 },
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
    shikiConfig: { theme: 'css-variables', transformers: [classesForTokens(), titlesAndMarks()] },
  },
  integrations: [
    mdx(),
    preact({ include: ['**/site/{exercise,full-node,playground,progress}/**/*.tsx'] }),
    notices(),
    engine(),
    fullNode({ asked }),
    authorView(),
    editorTypes(),
    firstPage(),
    workspaceFolder(),
    authorLoop(),
    sheets(),
    modulePreload(),
    filesAhead(),
    policy(),
    searchIndex(),
    sitemap(),
    // The last one: it lists what the others have written.
    offline({ asked }),
  ],
  vite: {
    // A script or a font as a data: URL would need a hole in the policy.
    build: { assetsInlineLimit: 0 },
    plugins: [shellStandIns(), noticedModules()],
    worker: { format: 'es', plugins: () => [shellStandIns(), noticedModules()] },
    // None of it is part of a page: a change must not reload one.
    server: {
      watch: { ignored: ['**/.engine*/**', '**/.types/**', '**/dist/**', '**/test-results/**', '**/workspace/**'] },
    },
    optimizeDeps: {
      include: [
        ...editorParts(),
        'buffer',
        'fengari',
        'fengari/src/lobject.js',
        'fengari/src/lstring.js',
        '@noble/hashes/legacy.js',
        'yaml',
        'pako',
        // Only the terminal's worker imports them, with the first git command.
        'ignore',
        'isomorphic-git',
        '@xterm/xterm',
        '@xterm/addon-fit',
        '@webcontainer/api',
        ...shellParts,
        ...configParts,
      ],
      // Prepared ahead it would miss its `node:zlib`.
      exclude: ['just-bash', 'kubernetes-models'],
    },
    // Astro and Express want different versions of cookie: bundled, Astro keeps its own. The others import JSON in a way
    // that Node refuses.
    environments: {
      prerender: { resolve: { noExternal: ['cookie', '@actions/workflow-parser', '@actions/expressions'] } },
      client: { build: { rolldownOptions: { output: { codeSplitting: { groups: smallParts } } } } },
    },
  },
});
