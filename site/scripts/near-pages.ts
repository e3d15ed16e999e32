import { nearest } from './near.ts';

/** On the page for unknown addresses: what may have been meant. */
class NearPages extends HTMLElement {
  connectedCallback(): void {
    const places = JSON.parse(this.dataset['places'] ?? '[]') as { href: string; title: string }[];
    const found = nearest(decodeURIComponent(location.pathname), places);
    if (found.length === 0) return;
    const head = document.createElement('h2');
    head.textContent = 'Near to it are';
    const list = document.createElement('ul');
    for (const { href, title } of found) {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = title;
      const item = document.createElement('li');
      item.append(link);
      list.append(item);
    }
    this.replaceChildren(head, list);
  }
}

customElements.define('near-pages', NearPages);
