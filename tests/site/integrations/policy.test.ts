import { expect, test } from 'vitest';
import { headersFile, withPolicy } from '../../../site/integrations/policy.mjs';

const page = '<head><meta charset="utf-8"><script>a()</script><script src="/x.js"></script></head>';

test('names inline scripts by hash and forbids inline styles', () => {
  const html = withPolicy(page, { workspace: false });
  expect(html.match(/'sha256-[^']+'/g)).toHaveLength(1);
  expect(html).not.toContain('unsafe');
});

test('allows style attributes on exercise pages alone, and never inline scripts', () => {
  const html = withPolicy(page, { workspace: true });
  expect(html).toContain("style-src 'self' 'unsafe-inline'");
  expect(html.match(/unsafe-inline/g)).toHaveLength(1);
});

test('headers stand under the base', () => {
  const rules = headersFile('/course/', { fullNode: true })
    .split('\n')
    .filter((line) => line && !line.startsWith(' '));
  expect(rules.filter((line) => !line.startsWith('/course/'))).toEqual([]);
  expect(headersFile('/', { fullNode: true })).toContain('/_astro/*\n');
});

test('StackBlitz is let in where full Node is, and nowhere else', () => {
  expect(withPolicy(page, { workspace: true })).not.toContain('stackblitz');
  const html = withPolicy(page, { workspace: true, fullNode: true });
  expect(html).toContain("frame-src 'self' https://stackblitz.com;");
  expect(html).toContain("connect-src 'self' https://stackblitz.com;");
  expect(html).toMatch(/script-src 'self' 'sha256-[^' ]+';/);
});

test('a build without full Node isolates nothing', () => {
  expect(headersFile('/', { fullNode: false })).not.toMatch(/Cross-Origin|full-node|snapshot/);
  expect(headersFile('/', { fullNode: true })).toMatch(
    /\/full-node\/\*\n +Cross-Origin-Opener-Policy: same-origin\n +Cross-Origin-Embedder-Policy: require-corp\n/,
  );
});
