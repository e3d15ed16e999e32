export type Theme = 'light' | 'dark';

/**
 * The editor's colours are the site's code colours, as the page shows them now.
 * Monaco wants hexadecimal values, so the browser is asked what each token comes to.
 */
export function monacoTheme(theme: Theme) {
  const color = colorReader();
  const [ink, soft] = [color('--code-ink'), color('--code-comment')];
  const [paper, panel, line] = [color('--code-paper'), color('--panel'), color('--line')];
  const [selection, signal] = [color('--code-selection'), color('--signal')];
  const none = '#00000000';
  return {
    base: theme === 'dark' ? ('vs-dark' as const) : ('vs' as const),
    inherit: true,
    rules: rules(color),
    colors: {
      ...diffColors(color),
      'editor.background': paper,
      'editor.foreground': ink,
      'editor.lineHighlightBackground': panel,
      'editor.lineHighlightBorder': none,
      'editor.selectionBackground': selection,
      'editor.wordHighlightBackground': panel,
      'editorBracketHighlight.foreground1': ink,
      'editorBracketHighlight.foreground2': ink,
      'editorBracketHighlight.foreground3': ink,
      'editorBracketMatch.background': selection,
      'editorBracketMatch.border': soft,
      'editorCursor.foreground': signal,
      'editorError.foreground': color('--bad'),
      'editorHoverWidget.background': panel,
      'editorHoverWidget.border': line,
      'editorIndentGuide.activeBackground1': soft,
      'editorIndentGuide.background1': line,
      'editorLineNumber.activeForeground': ink,
      'editorLineNumber.foreground': soft,
      'editorSuggestWidget.selectedBackground': selection,
      'editorSuggestWidget.selectedForeground': ink,
      'editorWarning.foreground': color('--warn'),
      'editorWidget.background': panel,
      'editorWidget.border': line,
      'editorWidget.foreground': ink,
      focusBorder: signal,
      'input.background': paper,
      'input.border': line,
      'scrollbar.shadow': none,
    },
  };
}

/** Changed lines as everywhere else; changed words only a little stronger, so that comments can still be read on them. */
function diffColors(color: (token: string) => string) {
  const faint = '14';
  return {
    'diffEditor.insertedLineBackground': color('--good-soft'),
    'diffEditor.insertedTextBackground': color('--good') + faint,
    'diffEditor.removedLineBackground': color('--bad-soft'),
    'diffEditor.removedTextBackground': color('--bad') + faint,
    'diffEditor.unchangedRegionBackground': color('--panel'),
    'diffEditor.unchangedRegionForeground': color('--ink-soft'),
  };
}

function rules(color: (token: string) => string) {
  const rule = (token: string, name: string, fontStyle?: string) => ({
    token,
    foreground: color(name).slice(1),
    ...(fontStyle && { fontStyle }),
  });
  return [
    rule('', '--code-ink'),
    rule('comment', '--code-comment', 'italic'),
    rule('constant', '--code-constant'),
    rule('delimiter', '--code-ink'),
    rule('identifier', '--code-ink'),
    rule('keyword', '--code-keyword'),
    rule('number', '--code-constant'),
    rule('regexp', '--code-string'),
    rule('string', '--code-string'),
    rule('string.escape', '--code-constant'),
    rule('tag', '--code-keyword'),
    rule('type', '--code-function'),
    rule('type.identifier', '--code-function'),
  ];
}

/** `oklch(…)` and every other notation → `#rrggbb`: a pixel is painted and read. */
function colorReader(): (token: string) => string {
  const styles = getComputedStyle(document.documentElement);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  return (token) => {
    if (!context) return '#808080';
    context.fillStyle = styles.getPropertyValue(token).trim();
    context.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')}`;
  };
}
