import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';

const dist = path.resolve(import.meta.dirname, '../../dist');
const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
const read = (name: string) => readFileSync(path.join(dist, name), 'utf8');
/** Every page; the documents that isolate code bring policies of their own. */
const pages = names.filter((name) => name.endsWith('.html') && !name.startsWith('engine') && name !== 'preview.html');
const workspace = (name: string) => /^(?:exercises|full-node|playground)\//.test(name);
/** Their container lives in a frame of StackBlitz's. */
const fullNode = (name: string) => name.startsWith('full-node/');
const service = ' https://stackblitz.com';

/** The directives of a page's policy by name. */
function policyOf(html: string): Map<string, string> {
  const [, content = ''] = /<meta http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html) ?? [];
  return new Map(content.split(';').map((one) => [one.trim().split(' ')[0]!, one.trim()]));
}

test('every page carries a strict policy, before anything that it holds for', () => {
  for (const name of pages) {
    const html = read(name);
    const policy = policyOf(html);
    expect(html.indexOf('Content-Security-Policy'), name).toBeLessThan(html.search(/<(?:script|link|style)/));
    expect(policy.get('default-src'), name).toBe("default-src 'none'");
    expect(policy.get('script-src'), name).not.toContain('unsafe');
    expect(policy.get('connect-src'), name).toBe(`connect-src 'self'${fullNode(name) ? service : ''}`);
    expect(policy.get('frame-src'), name).toBe(`frame-src 'self'${fullNode(name) ? service : ''}`);
    for (const [directive, value] of policy) {
      const allowed = directive === 'style-src' && workspace(name);
      if (!allowed) expect(value, `${name}: ${directive}`).not.toContain('unsafe');
      const known = fullNode(name) && /^(?:connect|frame)-src$/.test(directive) ? value.replace(service, '') : value;
      expect(known, `${name}: ${directive}`).not.toMatch(/https?:|\*/);
    }
  }
});

test('no page has inline styles or handlers where its policy would refuse them', () => {
  for (const name of pages) {
    const html = read(name).replace(/<script[\s\S]*?<\/script>/g, '');
    expect(html.match(/<[^>]+\son\w+="[^"]*"/)?.[0], name).toBeUndefined();
    if (!workspace(name)) expect(html.match(/<style|<[^>]+\sstyle="[^"]*"/)?.[0], name).toBeUndefined();
  }
});

test('nothing that a page or a stylesheet loads comes from another host', () => {
  const loads = /<(?:script|img|iframe|source|video|audio|embed|track|input|form)\b[^>]*?\s(?:src|srcset|action|poster)="(?:https?:)?\/\/[^"]*"/; // prettier-ignore
  const linked = /<link\b(?![^>]*rel="canonical")[^>]*href="(?:https?:)?\/\/[^"]*"/;
  for (const name of pages) {
    const html = read(name);
    expect(html.match(loads)?.[0] ?? html.match(linked)?.[0], name).toBeUndefined();
  }
  for (const name of names.filter((one) => one.endsWith('.css'))) {
    expect(read(name).match(/(?:url\(|@import)\s*["']?(?:https?:)?\/\//)?.[0], name).toBeUndefined();
  }
});

test('pages ask no other host for anything', async ({ page }) => {
  const hosts = new Set<string>();
  page.context().on('request', (request) => hosts.add(new URL(request.url()).host));
  for (const name of pages.filter((one) => one.endsWith('index.html') && !workspace(one))) {
    await page.goto(`/${name.replace('index.html', '')}`, { waitUntil: 'load' });
  }
  await page.goto('/exercises/hello-server/');
  await expect(page.getByText('Ready, also offline')).toBeVisible();
  hosts.delete('');
  expect([...hosts]).toEqual([new URL(page.url()).host]);
});

test('every page says what it is, in words of its own', () => {
  const said = new Map<string, string>();
  for (const name of pages) {
    const html = read(name);
    const [, description = ''] = /<meta name="description" content="([^"]*)"/.exec(html) ?? [];
    const plain = description.replaceAll(/&[^;]+;/g, '_');
    expect(plain.length, `${name}: “${description}”`).toBeGreaterThanOrEqual(50);
    expect(plain.length, `${name}: “${description}”`).toBeLessThanOrEqual(160);
    expect(said.get(description), name).toBeUndefined();
    said.set(description, name);
    expect(html.match(/<title>[^<]{10,}<\/title>/), name).not.toBeNull();
  }
});
