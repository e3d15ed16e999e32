import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const site = path.join(import.meta.dirname, 'misuse');
const astro = path.resolve(import.meta.dirname, '../../node_modules/astro/bin/astro.mjs');

test('a component used wrongly ends the build with its lesson and line', () => {
  const out = mkdtempSync(path.join(tmpdir(), 'misuse-'));
  try {
    const env = { ...process.env, OUT: path.join(out, 'dist'), ASTRO_TELEMETRY_DISABLED: '1' };
    const { status, stdout, stderr } = spawnSync(process.execPath, [astro, 'build'], {
      cwd: site,
      env,
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toContain(
      'lessons/stage/broken.mdx, line 13: <Callout>: kind="honst" is not one of honest, danger, local.',
    );
    expect(status).not.toBe(0);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
});
