import { headerOf } from '../request/answer.ts';
import type { CookieJar } from '../request/cookies.ts';
import { origin } from '../request/server.ts';
import type { Model } from '../model.ts';
import { pageDocument, plainDocument } from './page-document.ts';
import { servePage, type PageEvents } from './page-port.ts';
import { createResources } from './resources.ts';
import type { Shell } from './shell.ts';

interface ViewOptions {
  model: Model;
  shell: Shell;
  jar: CookieJar;
  events(url: string): PageEvents;
}

/** Puts one answer after the other into the isolated frame, and serves what the page in it asks for. */
export function createPageView({ model, shell, jar, events }: ViewOptions) {
  let page: { close(): void } | undefined;
  let serial = 0;
  const documentOf = (headers: [string, string][], bytes: Uint8Array, address: URL) => {
    const url = origin + address.pathname + address.search;
    const type = headerOf(headers, 'content-type');
    const text = decode(bytes, /charset="?([^\s;"]+)/i.exec(type)?.[1]);
    if (!/^(?:text\/html|application\/xhtml\+xml)/i.test(type)) return plainDocument(bytes, type, text);
    const policies = headers.filter(([name]) => name.toLowerCase() === 'content-security-policy');
    const policy = policies.map(([, value]) => value).join('; ');
    const cookies = jar.header(address.pathname, { forScript: true });
    return pageDocument(text, { url, hash: address.hash, policy, cookies }, createResources(model, jar, url));
  };

  return async ({ headers }: { headers: [string, string][] }, bytes: Uint8Array, address: string): Promise<void> => {
    const id = ++serial;
    const url = address.split('#')[0]!;
    const html = await documentOf(headers, bytes, new URL(address));
    if (id !== serial) return;
    page?.close();
    page = undefined;
    const resources = createResources(model, jar, url);
    const heard = events(url);
    shell.show(
      { id, html, title: `Page of your server: ${url.slice(origin.length)}` },
      {
        page: (port) => void (id === serial && (page = servePage({ model, port, jar, resources, url, events: heard }))),
        left: (target) => id === serial && heard.navigate({ method: 'GET', url: target, headers: [], body: null }),
      },
    );
  };
}

function decode(bytes: Uint8Array, label = 'utf-8'): string {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
