import { nearest } from './near.ts';

/** On the page for unknown addresses: what may have been meant. */
class NearPages extends HTMLElement {
  connectedCallback(): void {
    const places = JSON.parse(this.dataset['places'] ?? '[]') as { href: string; title: string }[];
    const base = this.dataset['base'] ?? '/';
    const found = nearest(pathBelow(base), places);
    if (found.length === 0) return;
    const head = document.createElement('h2');
    head.textContent = 'Did you mean';
    const list = document.createElement('ul');
    for (const { href, title } of found) {
      const link = document.createElement('a');
      link.href = base + href.slice(1);
      link.textContent = title;
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
    this.replaceChildren(head, list);
  }
}

/** The address that was asked for, without the site's base. */
function pathBelow(base: string): string {
  const { pathname } = location;
  const below = pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
  try {
    return decodeURIComponent(below);
  } catch {
    // A stray % is no reason to find nothing.
    return below;
  }
}

customElements.define('near-pages', NearPages);
