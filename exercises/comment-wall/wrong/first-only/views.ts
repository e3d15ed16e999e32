export interface Comment {
  id: number;
  name: string;
  website: string;
  text: string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text that means itself, between tags and in quoted attributes. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

/** Is this an address that a browser fetches, and does not run? */
function isWebsite(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol);
}

/** All comments, and a field to search in them. */
export function showWall(comments: Comment[], search: string): string {
  const found = search ? `<h2>With “${escape(search)}”</h2>` : '';
  const field = `<form><label>Search <input name='search' value='${escape(search)}'></label></form>`;
  return page('The wall', field + found + comments.map(showComment).join(''));
}

function showComment({ id, name, website, text }: Comment): string {
  const who = isWebsite(website) ? `<a href="${escape(website)}">${escape(name)}</a>` : escape(name);
  return `<article aria-label="Comment of ${escape(name)}">
    <p>${text.replace('<', '&lt;')}</p>
    <p>${who} · <a href="/comments/${id}/edit">Edit</a></p>
  </article>`;
}

/** A form with what was written, to be changed. */
export function showForm({ id, name, website, text }: Comment): string {
  return page(
    `Edit ${name}`,
    `<form method="post" action="/comments/${id}">
      <p><label>Name <input name="name" value="${escape(name)}"></label></p>
      <p><label>Website <input name="website" value="${escape(website)}"></label></p>
      <p><label>Comment <textarea name="text">${escape(text)}</textarea></label></p>
      <button>Save</button>
    </form>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/wall.css">
<h1>${escape(title)}</h1>
${body}
</html>`;
}
