import { execFileSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const project = path.resolve(import.meta.dirname, '../..');
const base = '/engine-room/';
let dist: string;

// As a host builds a project page, one that wants nothing of full Node.
beforeAll(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'base-path-'));
  // Vitest's own variables (`BASE_URL`, `MODE` …) would reach Astro's pages.
  const { PATH, HOME } = process.env;
  const env = {
    PATH,
    HOME,
    BASE: base,
    SITE: 'https://example.org',
    ENGINE_ROOM_FULL_NODE: 'off',
    ASTRO_TELEMETRY_DISABLED: '1',
  };
  execFileSync(process.execPath, ['node_modules/astro/bin/astro.mjs', 'build', '--outDir', dist], {
    cwd: project,
    env,
  });
});
afterAll(() => rmSync(dist, { recursive: true, force: true }));

const read = (file: string) => readFileSync(path.join(dist, file), 'utf8');

/** Whether something lies where an address below the base points to. */
function leads(address: string): boolean {
  const file = path.join(dist, decodeURIComponent(address.slice(base.length).replace(/[?#].*$/, '')));
  return existsSync(file) && (statSync(file).isFile() || existsSync(path.join(file, 'index.html')));
}

test('below a base path every address of every page and style sheet leads somewhere', () => {
  const wrong: string[] = [];
  const look = (file: string, addresses: Iterable<string>) => {
    for (const address of addresses)
      if (!address.startsWith(base) || !leads(address)) wrong.push(`${file}: ${address}`);
  };
  const pages = globSync('**/*.html', { cwd: dist }).filter((file) => !file.startsWith('engine'));
  expect(pages.length).toBeGreaterThan(20);
  for (const file of pages)
    look(
      file,
      Array.from(read(file).matchAll(/\s(?:href|src)="(\/[^"]*)"/g), ([, address]) => address!),
    );
  for (const file of globSync('**/*.css', { cwd: dist }))
    look(
      file,
      Array.from(read(file).matchAll(/url\(["']?(\/[^"')]*)/g), ([, address]) => address!),
    );
  look(
    'course.json',
    Array.from(read('course.json').matchAll(/"path":"([^"]*)"/g), ([, address]) => address!),
  );
  for (const file of globSync('exercises/*/files.json', { cwd: dist }))
    look(file, Object.values(JSON.parse(read(file)) as Record<string, string[]>).flat());
  expect(wrong).toEqual([]);
});

test('a page names itself below the base', () => {
  const page = 'lessons/what-a-backend-does/first-server/';
  expect(read(`${page}index.html`)).toContain(`<link rel="canonical" href="https://example.org${base}${page}"`);
  expect(read('sitemap.xml')).toContain(`https://example.org${base}${page}`);
});

test('with `ENGINE_ROOM_FULL_NODE=off` nothing of full Node is in the build, nor a way to it', () => {
  expect(globSync('{full-node,snapshot}', { cwd: dist })).toEqual([]);
  const traces =
    /@webcontainer\/api|WEBCONTAINER_API_IFRAME_URL|node_modules\/engine-room|full-node\/|Run on full Node|stackblitz\.com/;
  // The page of licences names what any build may hold.
  const files = globSync(['**/*.html', '_astro/*.js', '_headers'], { cwd: dist }).filter(
    (file) => !/licences/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => traces.test(read(file)))).toEqual([]);
});
