import inside from './inside.js?raw';
import { origin } from '../request/server.ts';
import { prettyJson } from '../request/pretty-json.ts';
import { pagePolicy } from './page-policy.ts';
import { toDataUrl, type Resources } from './resources.ts';

export interface PageFacts {
  url: string;
  hash: string;
  /** What scripts see as `document.cookie`. */
  cookies: string;
  /** The page's own Content-Security-Policy, from its headers. */
  policy: string;
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** The document that the isolated frame shows: the bootstrap first, then the server's page as it was sent. */
export async function pageDocument(html: string, facts: PageFacts, resources: Resources): Promise<string> {
  const { text, base, refresh, failed } = await prepare(html, facts, resources);
  const page = { ...facts, origin, refresh, failed };
  const policy = facts.policy && pagePolicy(facts.policy, origin);
  return [
    `<script data-page="${escape(JSON.stringify(page))}">${inside}</script>`,
    `<base href="${escape(base)}">`,
    policy ? `<meta http-equiv="Content-Security-Policy" content="${escape(policy)}">` : '',
    text,
  ].join('');
}

interface Prepared {
  text: string;
  base: string;
  refresh?: { seconds: number; url: string } | undefined;
  failed: string[];
}

const needsWork = /<(?:link|style|base|meta)\b|<script[^>]*\bsrc\b|\sstyle\s*=/i;

/**
 * Scripts and styles run in the order in which they stand, so they are there before the page is. Images and what
 * scripts add later are fetched when the page asks. A page without any of these stays as it was sent, to the letter.
 */
async function prepare(html: string, { url }: PageFacts, resources: Resources): Promise<Prepared> {
  if (!needsWork.test(html)) return { text: html, base: url, failed: [] };
  const page = new DOMParser().parseFromString(html, 'text/html');
  const base = resolve(page.querySelector('base[href]')?.getAttribute('href') ?? '', url) ?? url;
  for (const element of page.querySelectorAll('base')) element.remove();
  const refresh = takeRefresh(page, base);
  for (const link of page.querySelectorAll('link[rel]')) {
    if (/icon|preload|prefetch|preconnect|manifest/i.test(link.getAttribute('rel')!)) link.remove();
  }
  const failed: string[] = [];
  const put = async (element: Element, name: 'src' | 'href') => {
    const target = resolve(element.getAttribute(name) ?? '', base);
    if (!target?.startsWith(`${origin}/`)) return;
    const data = await resources.load(target);
    if (data) element.setAttribute(name, data);
    else failed.push(target);
    for (const other of ['integrity', 'crossorigin']) element.removeAttribute(other);
  };
  const styled = [...page.querySelectorAll<HTMLElement>('[style*="url("]')];
  await Promise.all([
    ...[...page.querySelectorAll('script[src]')].map((element) => put(element, 'src')),
    ...[...page.querySelectorAll('link[rel~="stylesheet" i][href]')].map((element) => put(element, 'href')),
    ...[...page.querySelectorAll('style')].map(async (style) => {
      style.textContent = await resources.inline(style.textContent, base);
    }),
    ...styled.map(async (element) => {
      element.setAttribute('style', await resources.inline(element.getAttribute('style')!, base));
    }),
  ]);
  return { text: page.documentElement.outerHTML, base, refresh, failed };
}

function resolve(target: string, base: string): string | undefined {
  return target && URL.canParse(target, base) ? new URL(target, base).href : undefined;
}

function takeRefresh(page: Document, base: string): Prepared['refresh'] {
  const meta = page.querySelector('meta[http-equiv="refresh" i]');
  meta?.remove();
  const [, seconds, target] = /^\s*(\d+)(?:\s*[;,]\s*url\s*=\s*['"]?(.+?)['"]?\s*)?$/i.exec(meta?.getAttribute('content') ?? '') ?? [];
  return seconds === undefined ? undefined : { seconds: Number(seconds), url: resolve(target ?? '', base) ?? base };
} // prettier-ignore

/** What is not HTML, as browsers show it. */
export function plainDocument(bytes: Uint8Array, type: string, text: string): string {
  const page = (body: string, style = '') =>
    `<meta name="viewport" content="width=device-width"><style>body{margin:8px}pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;font-size:13px}${style}</style>${body}`;
  if (/^image\//i.test(type)) {
    return page(`<img alt="" src="${toDataUrl(bytes, type)}">`, 'body{display:grid;place-items:center;min-height:90vh}img{max-width:100%}');
  }
  if (/json/i.test(type)) return page(`<pre>${escape(prettyJson(text) ?? text)}</pre>`);
  if (/^text\/|javascript|xml/i.test(type) || !type) return page(`<pre>${escape(text)}</pre>`);
  const size = bytes.length < 1000 ? `${bytes.length} bytes` : `${(bytes.length / 1000).toFixed(1)} kB`;
  return page(`<p>This answer is ${escape(type)}, ${size}. A browser would offer to save it.</p>`, 'body{font-family:system-ui}');
} // prettier-ignore
