const token =
  /(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|('(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`)|(?<!\.)\b(as|async|await|break|case|catch|class|const|continue|default|else|export|finally|for|from|function|if|import|in|interface|let|new|of|return|switch|throw|try|type|typeof|while)\b|\b(true|false|null|undefined|\d[\d_.]*)\b|([A-Za-z_$][\w$]*)(?=\()/g;

const kinds = ['comment', 'string', 'keyword', 'constant', 'function'];

const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');

/** Colours a few lines of TypeScript well enough to read while typing. Returns HTML. */
export function paint(source: string): string {
  let html = '';
  let end = 0;
  for (const match of source.matchAll(token)) {
    const kind = kinds[match.slice(1).findIndex((group) => group !== undefined)];
    html += `${escape(source.slice(end, match.index))}<span class="tk-${kind}">${escape(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escape(source.slice(end));
}
