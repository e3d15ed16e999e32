import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

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
              workspace: /^(?:exercises[\\/][^\\/]+|playground)[\\/]/.test(file),
            }),
          );
        }
        await writeFile(join(root, '_headers'), headersFile(base));
      },
    },
  };
}

/**
 * @param {string} html
 * @param {{ workspace: boolean }} options `workspace`: Monaco writes style attributes, so exercise pages and the playground allow them.
 */
export function withPolicy(html, { workspace }) {
  const hashes = [...html.matchAll(inlineScript)]
    .filter(([, attributes]) => !/type="(?:application\/json|text\/plain)"/.test(attributes ?? ''))
    .map(
      ([, , text]) =>
        `'sha256-${createHash('sha256')
          .update(text ?? '')
          .digest('base64')}'`,
    );
  const directives = [
    "default-src 'none'",
    `script-src 'self' ${[...new Set(hashes)].join(' ')}`.trimEnd(),
    workspace ? "style-src 'self' 'unsafe-inline'" : "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "frame-src 'self'",
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
 */
export const headersFile = (base) => `${base}*
  Content-Security-Policy: frame-ancestors 'self'
  Cross-Origin-Opener-Policy: same-origin
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
`;
