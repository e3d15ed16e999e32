/**
 * Whether a .dockerignore leaves a file out. Its patterns begin at the root of the folder, other than git's; the last one
 * that fits decides, and `!` takes a file in again.
 */
export function createIgnore(text: string): (file: string) => boolean {
  const rules = text
    .split('\n')
    .map((row) => row.trim())
    .filter((row) => row !== '' && !row.startsWith('#'))
    .map((row) => ({ kept: row.startsWith('!'), pattern: expression(row.replace(/^!/, '')) }));
  return (file) => rules.findLast(({ pattern }) => pattern.test(file))?.kept === false;
}

function expression(pattern: string): RegExp {
  const plain = pattern.replace(/^\.?\/+|\/+$/g, '');
  const source = plain
    .split('/')
    .map((part) => (part === '**' ? '**' : part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*').replaceAll('?', '[^/]')))
    .join('/')
    .replaceAll('**/', '(?:.*/)?')
    .replaceAll('**', '.*');
  return new RegExp(`^${source}(?:/|$)`);
} // prettier-ignore
