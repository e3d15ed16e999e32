export interface ServerEvent {
  type: string;
  data: string;
  id: string;
}

/** Reads server-sent events piece by piece, as the HTML standard says an `EventSource` does. */
export function createEventReader(onEvent: (event: ServerEvent) => void) {
  let rest = '';
  let type = '';
  let data: string[] = [];
  let id = '';
  let start = true;

  const readLine = (line: string) => {
    if (line === '') {
      if (data.length) onEvent({ type: type || 'message', data: data.join('\n'), id });
      type = '';
      data = [];
      return;
    }
    const colon = line.indexOf(':');
    // A line that begins with a colon is a comment.
    if (colon === 0) return;
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') type = value;
    else if (field === 'data') data.push(value);
    else if (field === 'id' && !value.includes('\0')) id = value;
  };

  return {
    push(text: string): void {
      rest += start ? text.replace(/^\uFEFF/, '') : text;
      if (text) start = false;
      // A CR at the very end may be the first half of a CRLF.
      const lines = rest.split(/\r\n|\n|\r(?!$)/);
      rest = lines.pop()!;
      lines.forEach(readLine);
    },
  };
}
