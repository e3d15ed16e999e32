// Reads a page as a browser does, so that the tests see what became of a comment. There is nothing to do here.

export interface Element {
  tag: string;
  attributes: Map<string, string>;
  /** What stands inside, of text areas and titles. */
  text: string;
}

export interface Page {
  elements: Element[];
  /** All text between the tags, as readers see it. */
  text: string;
  /** Every tag with the names of its attributes, in order: what the page consists of, whatever is written in it. */
  structure: string[];
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: '\u00a0' };

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]+)|#(\d+)|([a-z]+));/gi,
    (entity, hex?: string, decimal?: string, name?: string) => {
      if (name) return named[name.toLowerCase()] ?? entity;
      return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}

const tagAt = /<(\/?)([a-z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/iy;
const attribute = /([^\s/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g;
const remarkAt = /<(?:!--[\s\S]*?(?:-->|$)|[!?][^>]*>)/y;

export function readPage(html: string): Page {
  const page: Page = { elements: [], text: '', structure: [] };
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const found = pattern.exec(html);
    if (found) at = pattern.lastIndex;
    return found;
  };
  while (at < html.length) {
    const tag = take(tagAt);
    if (!tag && take(remarkAt)) page.structure.push('<!>');
    else if (tag) readTag(page, tag, (pattern) => take(pattern)?.[1] ?? '');
    else {
      const end = html.indexOf('<', at + 1);
      page.text += decode(html.slice(at, end < 0 ? undefined : end));
      at = end < 0 ? html.length : end;
    }
  }
  return page;
}

function readTag(page: Page, [, slash, name, rest]: RegExpExecArray, take: (pattern: RegExp) => string): void {
  const tag = name!.toLowerCase();
  if (slash) return void page.structure.push(`</${tag}>`);
  const attributes = new Map<string, string>();
  for (const [, key, double, single, plain] of rest!.matchAll(attribute)) {
    attributes.set(key!.toLowerCase(), decode(double ?? single ?? plain ?? ''));
  }
  page.structure.push(`<${[tag, ...attributes.keys()].join(' ')}>`);
  const element: Element = { tag, attributes, text: '' };
  page.elements.push(element);
  // Inside of these, nothing but their own end is a tag.
  if (tag === 'textarea' || tag === 'title')
    element.text = decode(take(new RegExp(`([\\s\\S]*?)(?=</${tag}|$)`, 'iy')));
  if (tag === 'script' || tag === 'style') element.text = take(new RegExp(`([\\s\\S]*?)(?=</${tag}|$)`, 'iy'));
}
