import { parse, type Node } from 'acorn';

/** Our `import` in what is rewritten. As long as the word it stands for, so that columns stay. */
export const importer = 'imp\u00f6rt';

/**
 * `import(…)` in CommonJS goes to our loader: the engine's own knows no files. Nothing is rewritten where nothing is
 * to be: then `importer` is undefined, and the wrapper needs no name for it.
 */
export function rewriteImports(code: string): { text: string; importer: string | undefined } {
  if (!/\bimport\s*(?:\/\*.*?\*\/\s*)?\(/.test(code)) return { text: code, importer: undefined };
  let text = code;
  let found = false;
  try {
    walk(parseScript(code), (node) => {
      if (node.type !== 'ImportExpression') return;
      text = text.slice(0, node.start) + importer + text.slice(node.start + importer.length);
      found = true;
    });
  } catch {
    // The engine says what is wrong with it, in the words that Node has for it.
    return { text: code, importer: undefined };
  }
  return { text, importer: found ? importer : undefined };
}

const parseScript = (code: string): Node =>
  parse(code, { ecmaVersion: 'latest', sourceType: 'script', allowReturnOutsideFunction: true, allowHashBang: true });

/** Every node below one, parents first. */
export function walk(node: Node, visit: (node: Node, parent?: Node) => void, parent?: Node): void {
  visit(node, parent);
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (typeof (child as Node | null)?.type === 'string') walk(child as Node, visit, node);
    }
  }
}
