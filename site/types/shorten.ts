import ts from 'typescript';

/** How much of the comments stays: `summary` keeps the first paragraph of each description, and what is deprecated. */
export type Comments = 'all' | 'summary';

/**
 * A declaration file with shorter comments. Comments are found between the tokens that TypeScript itself reads: a
 * pattern over the text would take `'text/*'` for the beginning of one.
 */
export function shorten(text: string, comments: Comments): string {
  if (comments === 'all') return text;
  const file = ts.createSourceFile('file.d.ts', text, ts.ScriptTarget.ESNext, true);
  let result = '';
  const visit = (node: ts.Node) => {
    if (node.kind >= ts.SyntaxKind.FirstJSDocNode && node.kind <= ts.SyntaxKind.LastJSDocNode) return;
    const children = node.getChildren(file);
    if (children.length > 0) return children.forEach(visit);
    const start = node.getStart(file);
    result += between(text.slice(node.pos, start)) + text.slice(start, node.end);
  };
  visit(file);
  return result;
}

/** What stands between two tokens: blanks and comments, nothing else. */
function between(blanks: string): string {
  let references = '';
  let description = '';
  for (const [comment] of blanks.matchAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g)) {
    if (comment.startsWith('///')) references += `${comment.trim()}\n`;
    if (comment.startsWith('/**')) description = summary(comment);
  }
  const space = blanks.includes('\n') ? '\n' : ' ';
  return references + (description && `\n${description}`) + (blanks ? space : '');
}

function summary(comment: string): string {
  const body = comment
    .slice(3, -2)
    .replace(/^[ \t]*\*?[ \t]?/gm, '')
    .trim();
  const first = body.startsWith('@') ? '' : body.split(/\n\s*\n|\n@|\n```/)[0]!.trim();
  const deprecated = /^@deprecated.*$/m.exec(body)?.[0] ?? '';
  const kept = [first, deprecated].filter(Boolean).join('\n');
  return kept && `/** ${kept.replaceAll('\n', '\n * ')} */`;
}
