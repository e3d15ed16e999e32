/**
 * Writes Shiki's colours as classes (`tk-keyword`), not as style attributes: the policy of the pages forbids
 * inline styles, and one set of classes serves both themes.
 *
 * @returns {import('shiki').ShikiTransformer}
 */
export function classesForTokens() {
  return {
    name: 'classes-for-tokens',
    span(node) {
      const style = String(node.properties.style ?? '');
      const token = /--(?:astro-code|shiki)-token-([a-z-]+)/.exec(style)?.[1];
      delete node.properties.style;
      if (token) this.addClassToHast(node, `tk-${token}`);
    },
    line(node) {
      // Astro keeps the signs of a diff out of what is copied.
      const [sign] = node.children[0]?.type === 'element' ? node.children[0].children : [];
      if (sign?.type !== 'element' || !sign.properties.style) return;
      sign.properties = { class: 'not-copied' };
    },
    pre(node) {
      delete node.properties.style;
    },
  };
}

/**
 * What stands behind the language of a block: ```ts title="app.ts" {3-5}``` names the file and marks lines.
 *
 * @returns {import('shiki').ShikiTransformer}
 */
export function titlesAndMarks() {
  return {
    name: 'titles-and-marks',
    pre(node) {
      const { title } = readMeta(metaOf(this), this.tokens.length);
      if (title) node.properties['data-title'] = title;
    },
    line(node, number) {
      const { marked } = readMeta(metaOf(this), this.tokens.length);
      if (marked.has(number)) this.addClassToHast(node, 'marked');
    },
  };
}

/** @param {import('shiki').ShikiTransformerContext} context @returns {string | undefined} */
function metaOf({ options }) {
  const { __raw: raw } = options.meta ?? {};
  return raw;
}

/**
 * @param {string | undefined} meta
 * @param {number} [length] Lines of the block: none behind it can be marked.
 * @returns {{ title?: string, marked: Set<number> }}
 */
export function readMeta(meta = '', length = Infinity) {
  const wrong = (/** @type {string} */ why) =>
    new Error(`The block of code with “${meta}”: ${why} Written like this it works: \`\`\`ts title="app.ts" {3-5,8}`);
  const title = /\btitle="([^"]+)"/.exec(meta)?.[1];
  const lines = /\{([\d\s,-]+)\}/.exec(meta)?.[1];
  const rest = meta.replace(/\btitle="[^"]+"|\{[\d\s,-]+\}/g, '').trim();
  if (rest) throw wrong(`“${rest}” is not known.`);
  const marked = new Set();
  for (const range of lines?.split(',') ?? []) {
    const [, from, to = from] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(range) ?? [];
    const [first, last] = [Number(from), Number(to)];
    if (!(first >= 1 && first <= last)) throw wrong(`“${range.trim()}” is no range of lines.`);
    if (last > length) throw wrong(`there is no line ${last}: the block has ${length}.`);
    for (let line = first; line <= last; line += 1) marked.add(line);
  }
  return { ...(title && { title }), marked };
}
