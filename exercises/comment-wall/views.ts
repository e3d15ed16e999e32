export interface Comment {
  id: number;
  name: string;
  website: string;
  text: string;
}

// TODO: what people wrote goes into these pages as it is. Let it be text there, whatever it contains.

/** All comments, and a field to search in them. */
export function showWall(comments: Comment[], search: string): string {
  const found = search ? `<h2>With “${search}”</h2>` : '';
  const field = `<form><label>Search <input name='search' value='${search}'></label></form>`;
  return page('The wall', field + found + comments.map(showComment).join(''));
}

function showComment({ id, name, website, text }: Comment): string {
  const who = website ? `<a href="${website}">${name}</a>` : name;
  return `<article aria-label="Comment of ${name}">
    <p>${text}</p>
    <p>${who} · <a href="/comments/${id}/edit">Edit</a></p>
  </article>`;
}

/** A form with what was written, to be changed. */
export function showForm({ id, name, website, text }: Comment): string {
  return page(
    `Edit ${name}`,
    `<form method="post" action="/comments/${id}">
      <p><label>Name <input name="name" value="${name}"></label></p>
      <p><label>Website <input name="website" value="${website}"></label></p>
      <p><label>Comment <textarea name="text">${text}</textarea></label></p>
      <button>Save</button>
    </form>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<title>${title}</title>
<link rel="stylesheet" href="/wall.css">
<h1>${title}</h1>
${body}
</html>`;
}
