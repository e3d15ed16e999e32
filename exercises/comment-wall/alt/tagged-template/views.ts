export interface Comment {
  id: number;
  name: string;
  website: string;
  text: string;
}

/** HTML that was made here. Everything else is text. */
class Html {
  source: string;
  constructor(source: string) {
    this.source = source;
  }
}

/** A template that turns each value into text, unless it is Html itself. Forgetting is not possible. */
function html(parts: TemplateStringsArray, ...values: (Html | Html[] | string | number)[]): Html {
  const written = values.map((value) => [value].flat().map(write).join(''));
  return new Html(String.raw({ raw: parts }, ...written));
}

const write = (value: Html | string | number) =>
  value instanceof Html ? value.source : `${value}`.replaceAll(/[^\w .,;:!?/-]/gu, (c) => `&#${c.codePointAt(0)};`);

export function showWall(comments: Comment[], search: string): string {
  const heading = search === '' ? '' : html`<h2>With “${search}”</h2>`;
  return page(
    'The wall',
    html`<form>
        <label>Search <input name="search" value="${search}" /></label>
      </form>
      ${heading} ${comments.map(showComment)}`,
  );
}

function showComment({ id, name, website, text }: Comment): Html {
  const who = /^https?:\/\//i.test(website)
    ? html`<a rel="nofollow" href="${website}">${name}</a>`
    : html`<b>${name}</b>`;
  return html`<article aria-label="${name}">
    <blockquote>${text}</blockquote>
    <p>${who} <a href="/comments/${id}/edit">Edit</a></p>
  </article>`;
}

export function showForm({ id, name, website, text }: Comment): string {
  return page(
    `Edit ${name}`,
    html`<form method="post" action="/comments/${id}">
      <input name="name" aria-label="Name" value="${name}" />
      <input name="website" aria-label="Website" value="${website}" />
      <textarea name="text" aria-label="Comment">${text}</textarea>
      <button>Save</button>
    </form>`,
  );
}

function page(title: string, body: Html): string {
  const head = html`<title>${title}</title> <link rel="stylesheet" href="/wall.css" />`;
  return html`<!doctype html>${head}
    <h1>${title}</h1>
    ${body}`.source;
}
