/** The editor's colours. Monaco wants hexadecimal values, so the tokens of the site cannot be used as they are. */
interface Palette {
  paper: string;
  ink: string;
  soft: string;
  line: string;
  raised: string;
  selection: string;
  keyword: string;
  string: string;
  number: string;
  type: string;
  comment: string;
  signal: string;
  bad: string;
}

const light: Palette = {
  paper: 'fffdf8',
  ink: '22262b',
  soft: '6a6f76',
  line: 'e2ddd2',
  raised: 'f7f3ea',
  selection: 'd9e3ee',
  keyword: '8a3b12',
  string: '2d6a3e',
  number: '1f5a94',
  type: '255f73',
  comment: '6a6f76',
  signal: 'b4471b',
  bad: 'b3261e',
};

const dark: Palette = {
  paper: '171a1f',
  ink: 'e4e1d8',
  soft: '949aa3',
  line: '343a43',
  raised: '1f242b',
  selection: '35475c',
  keyword: 'f0a27a',
  string: '9fcf9c',
  number: '8fbcec',
  type: '8ccbd6',
  comment: '949aa3',
  signal: 'f2935c',
  bad: 'ff8a80',
};

/** Both themes in the form that `defineTheme` takes. */
export const themes = {
  light: { base: 'vs' as const, inherit: true, rules: rules(light), colors: colors(light) },
  dark: { base: 'vs-dark' as const, inherit: true, rules: rules(dark), colors: colors(dark) },
};

function rules({ ink, keyword, string, number, type, comment }: Palette) {
  return [
    { token: '', foreground: ink },
    { token: 'keyword', foreground: keyword },
    { token: 'string', foreground: string },
    { token: 'string.escape', foreground: number },
    { token: 'regexp', foreground: string },
    { token: 'number', foreground: number },
    { token: 'type', foreground: type },
    { token: 'type.identifier', foreground: type },
    { token: 'identifier', foreground: ink },
    { token: 'delimiter', foreground: ink },
    { token: 'comment', foreground: comment, fontStyle: 'italic' },
  ];
}

function colors({ paper, ink, soft, line, raised, selection, signal, bad }: Palette): Record<string, string> {
  return {
    'editor.background': `#${paper}`,
    'editor.foreground': `#${ink}`,
    'editorLineNumber.foreground': `#${soft}`,
    'editorLineNumber.activeForeground': `#${ink}`,
    'editor.lineHighlightBackground': `#${raised}`,
    'editor.lineHighlightBorder': '#00000000',
    'editor.selectionBackground': `#${selection}`,
    'editorCursor.foreground': `#${signal}`,
    'editorIndentGuide.background1': `#${line}`,
    'editorIndentGuide.activeBackground1': `#${soft}`,
    'editorBracketMatch.background': `#${selection}`,
    'editorBracketMatch.border': `#${soft}`,
    'editorWidget.background': `#${raised}`,
    'editorWidget.foreground': `#${ink}`,
    'editorWidget.border': `#${line}`,
    'editorSuggestWidget.selectedBackground': `#${selection}`,
    'editorSuggestWidget.selectedForeground': `#${ink}`,
    'editorHoverWidget.background': `#${raised}`,
    'editorHoverWidget.border': `#${line}`,
    'editorError.foreground': `#${bad}`,
    'input.background': `#${paper}`,
    'input.border': `#${line}`,
    'scrollbar.shadow': '#00000000',
    focusBorder: `#${signal}`,
  };
}
