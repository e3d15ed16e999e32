import type { CookieJar } from '../request/cookies.ts';
import { headerOf } from '../request/answer.ts';
import { origin } from '../request/server.ts';
import type { Model } from '../model.ts';
import { ask, readAll } from './ask.ts';

/** Fetches what a page is made of from the learner's server, as `data:` URLs; nothing where the server has none. */
export function createResources(model: Model, jar: CookieJar, referrer: string) {
  const load = async (url: string, depth = 0): Promise<string | undefined> => {
    const loaded = await fetchOne(url);
    if (!loaded) return undefined;
    if (!/^text\/css/i.test(loaded.type)) return toDataUrl(loaded.bytes, loaded.type);
    const css = await inline(new TextDecoder().decode(loaded.bytes), loaded.url, depth);
    return toDataUrl(new TextEncoder().encode(css), 'text/css');
  };
  /** Images, fonts and imports of a stylesheet, put into it. */
  const inline = async (css: string, base: string, depth = 0): Promise<string> => {
    if (depth > 3) return css;
    const pattern = /url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]+))\s*\)|@import\s+(?:"([^"]+)"|'([^']+)')/g;
    const found = [...css.matchAll(pattern)].slice(0, 100);
    const pieces = await Promise.all(
      found.map(async ([whole, ...names]) => {
        const name = names.find((one) => one !== undefined) ?? '';
        const data = URL.canParse(name, base) ? await own(new URL(name, base).href, depth + 1) : undefined;
        return [whole, data && (whole.startsWith('@') ? `@import url("${data}")` : `url("${data}")`)] as const;
      }),
    );
    const known = new Map(pieces);
    return css.replace(pattern, (whole) => known.get(whole) ?? whole);
  };
  const own = async (url: string, depth: number) => (url.startsWith(`${origin}/`) ? load(url, depth) : undefined);
  const fetchOne = async (url: string) => {
    try {
      const wanted = { method: 'GET', url: url.split('#')[0]!, headers: [], body: null };
      const answered = await ask(model, wanted, { jar, referrer });
      const { response } = answered;
      const bytes = await readAll(response);
      if (response.status < 200 || response.status > 299) return undefined;
      return { bytes, url: answered.url, type: headerOf(response.headers, 'content-type') || 'application/octet-stream' };
    } catch {
      return undefined;
    }
  };
  return { load: (url: string) => own(url, 0), inline };
} // prettier-ignore

export type Resources = ReturnType<typeof createResources>;

export function toDataUrl(bytes: Uint8Array, type: string): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `data:${type.replace(/[\s"'<>]+/g, '')};base64,${btoa(text)}`;
}
