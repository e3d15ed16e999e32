export interface Comment {
  id: number;
  name: string;
  website: string;
  text: string;
}

type Child = string | { html: string };

const quote = (text: string) =>
  text.split('&').join('&amp;').split('<').join('&lt;').split('"').join('&quot;').split("'").join('&apos;');

/** Builds one element; text and the values of attributes cannot get in unescaped. */
function el(tag: string, attributes: Record<string, string> = {}, ...children: Child[]): { html: string } {
  const inside = children.map((child) => (typeof child === 'string' ? quote(child) : child.html)).join('');
  const named = Object.entries(attributes).map(([name, value]) => ` ${name}="${quote(value)}"`);
  const isVoid = ['input', 'link'].includes(tag);
  return { html: `<${tag}${named.join('')}>${isVoid ? '' : `${inside}</${tag}>`}` };
}

export function showWall(comments: Comment[], search: string): string {
  const field = el('form', {}, el('input', { name: 'search', value: search, 'aria-label': 'Search' }));
  const items = comments.map((comment) => el('li', {}, ...showComment(comment)));
  return page('The wall', field, el('p', {}, search && `Searched for ${search}`), el('ul', {}, ...items));
}

function showComment({ id, name, website, text }: Comment) {
  let protocol = '';
  try {
    ({ protocol } = new URL(website));
  } catch {
    // No address at all: the name stands there without a link.
  }
  const who: Child = protocol === 'http:' || protocol === 'https:' ? el('a', { href: website }, name) : name;
  return [el('p', { title: name }, text), el('small', {}, who), el('a', { href: `/comments/${id}/edit` }, 'Edit')];
}

export function showForm({ id, name, website, text }: Comment): string {
  return page(
    name,
    el(
      'form',
      { method: 'post', action: `/comments/${id}` },
      el('input', { name: 'name', value: name }),
      el('input', { name: 'website', value: website }),
      el('textarea', { name: 'text' }, text),
      el('button', {}, 'Save'),
    ),
  );
}

function page(title: string, ...children: Child[]): string {
  const head = el('head', {}, el('title', {}, title), el('link', { rel: 'stylesheet', href: '/wall.css' }));
  return `<!doctype html>${el('html', { lang: 'en' }, head, el('body', {}, el('h1', {}, title), ...children)).html}`;
}
