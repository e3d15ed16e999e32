import type { Group, Hit } from './groups.ts';
import { piecesOf } from './marked.ts';

/** An element with attributes and children; text comes in as text alone. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The groups as a list to choose from: links, so that one can also be opened in another tab. */
export function groupElements(groups: Group[]): HTMLElement[] {
  let count = 0;
  return groups.map(({ name, hits }, place) => {
    const head = element('div', { class: 'search-group', id: `search-group-${place}`, role: 'presentation' }, name);
    const options = hits.map((hit) => optionOf(hit, `search-option-${count++}`));
    return element('div', { role: 'group', 'aria-labelledby': head.id }, head, ...options);
  });
}

function optionOf({ title, section, href, excerpt }: Hit, id: string): HTMLAnchorElement {
  const head = element('span', { class: 'search-title' }, title);
  if (section) head.append(element('span', { class: 'search-section' }, ` › ${section}`));
  const words = piecesOf(excerpt).map(({ text, marked }) => (marked ? element('mark', {}, text) : text));
  return element(
    'a',
    { role: 'option', id, href, tabindex: '-1', 'aria-selected': 'false' },
    head,
    element('span', { class: 'search-excerpt' }, ...words),
  );
}
