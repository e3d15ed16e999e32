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
  const rules = headersFile('/course/')
    .split('\n')
    .filter((line) => line && !line.startsWith(' '));
  expect(rules.filter((line) => !line.startsWith('/course/'))).toEqual([]);
  expect(headersFile('/')).toContain('/_astro/*\n');
});
