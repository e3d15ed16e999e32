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
    pre(node) {
      delete node.properties.style;
    },
  };
}
