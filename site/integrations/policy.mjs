import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isolation } from './full-node.mjs';

const inlineScript = /<script(?![^>]*\bsrc=)([^>]*)>([\s\S]*?)<\/script>/g;

/**
 * Gives every built page a Content-Security-Policy that names its own inline scripts by hash.
 * A meta element works on every host, and leaves `engine/frame.*.html`, which brings its own policy, alone.
 *
 * @returns {import('astro').AstroIntegration}
 */
export function policy() {
  let base = '/';
  return {
    name: 'policy',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/*$/, '/');
      },
      'astro:build:done': async ({ dir }) => {
        const root = fileURLToPath(dir);
        for (const file of await readdir(root, { recursive: true })) {
          if (
            !file.endsWith('.html') ||
            file === 'preview.html' ||
            file.startsWith('engine/') ||
            file.startsWith('engine\\')
          )
            continue;
          const path = join(root, file);
          await writeFile(
            path,
            withPolicy(await readFile(path, 'utf8'), {
              workspace: /^(?:exercises[\\/][^\\/]+|full-node|playground)[\\/]/.test(file),
              fullNode: /^full-node[\\/]/.test(file),
            }),
          );
        }
        const fullNode = existsSync(join(root, 'full-node'));
        await writeFile(join(root, '_headers'), headersFile(base, { fullNode }));
      },
    },
  };
}

/**
 * @param {string} html
 * @param {{ workspace: boolean, fullNode?: boolean }} options `workspace`: Monaco writes style attributes, so exercise pages and the playground allow them. `fullNode`: a container lives in a frame of StackBlitz's.
 */
export function withPolicy(html, { workspace, fullNode = false }) {
  const hashes = [...html.matchAll(inlineScript)]
    .filter(([, attributes]) => !/type="(?:application\/json|text\/plain)"/.test(attributes ?? ''))
    .map(
      ([, , text]) =>
        `'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    );
  const service = fullNode ? ' https://stackblitz.com' : '';
  const directives = [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`.trimEnd(),
    workspace ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${service}`,
    `frame-src 'self'${service}`,
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
  ];
  const meta = `<meta http-equiv="Content-Security-Policy" content="${directives.join('; ')}">`;
  return html.replace('<meta charset="utf-8">', `<meta charset="utf-8">${meta}`);
}

/**
 * For hosts that read this file. A page's policy is in the page, except for what counts in a header alone: who may show it
 * in a frame.
 *
 * @param {string} base
 * @param {{ fullNode: boolean }} options
 */
export const headersFile = (base, { fullNode }) => `${base}*
  Content-Security-Policy: frame-ancestors 'self'
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()
${base}_astro/*
  Cache-Control: public, max-age=31536000, immutable
${base}engine/*
  Cache-Control: public, max-age=31536000, immutable
${base}engine/manifest.json
  ! Cache-Control
  Cache-Control: no-cache
${base}sw.js
  Cache-Control: no-cache
${fullNode ? isolatedPages(base) : ''}`;

/**
 * Full Node's pages alone are isolated. Frames and workers of theirs have to say so, too, which changes nothing for other
 * pages.
 *
 * @param {string} base
 */
const isolatedPages = (base) => `${base}full-node/*
${isolation.map(([name, value]) => `  ${name}: ${value}\n`).join('')}${[`${base}preview.html`, `${base}_astro/*`].map((path) => `${path}\n  Cross-Origin-Embedder-Policy: require-corp\n`).join('')}${base}snapshot/*
  Cache-Control: public, max-age=31536000, immutable
${base}snapshot/snapshot.json
  ! Cache-Control
  Cache-Control: no-cache
`;
