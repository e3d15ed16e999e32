import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { buildEngine } from '../../../sandbox/embedded/packages/build.ts';
import type { EngineManifest } from '../../../sandbox/embedded/engine.ts';
import { allFacts } from '../../../sandbox/hosts/all.ts';

/** Which files of the engine belong to a table: a host with all that it is given, or parts of `#testing`. */
const made: Record<string, { host?: string; parts?: string[] }> = {
  PostgreSQL: { host: 'postgres' },
  Python: { host: 'python' },
  Redis: { parts: ['redis'] },
  MongoDB: { parts: ['mongodb'] },
};

test('the downloads that hosts name are those of the engine, give or take a tenth', async () => {
  const { directory } = await buildEngine();
  const manifest = JSON.parse(readFileSync(path.join(directory, 'manifest.json'), 'utf8')) as EngineManifest;
  const size = ({ file }: { file: string }) => gzipSync(readFileSync(path.join(directory, file)), { level: 9 }).length;
  for (const [title, { host, parts = [] }] of Object.entries(made)) {
    const given = host ? [manifest.hosts[host]!, ...Object.values(manifest.hosts[host]!.assets)] : [];
    const files = [...given, ...parts.map((part) => manifest.chunks[`#testing/${part}`]!)];
    const bytes = files.reduce((sum, file) => sum + size(file), 0);
    const { download } = allFacts.find((facts) => facts.title === title)!;
    expect(download / bytes, `${title}: ${bytes}`).toBeGreaterThan(0.9);
    expect(download / bytes, `${title}: ${bytes}`).toBeLessThan(1.1);
  }
});
