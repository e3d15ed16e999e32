/** What keeps a request from being sent, in words; nothing when it can go. */
export function faultOf({ method, path, headers }: { method: string; path: string; headers: [string, string][] }) {
  if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(method)) return 'The method is one word, such as GET.';
  if (!path.startsWith('/')) return 'The path begins with a slash, such as /tasks?done=true.';
  if (/[\s\0-\x1f]/.test(path)) return 'The path has a space in it. Write it as %20.'; // eslint-disable-line no-control-regex
  for (const [name, value] of headers) {
    if (!name.trim() && !value.trim()) continue;
    if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name.trim())) return `“${name}” is not a name for a header.`;
    if (/[^\t\x20-\x7e\x80-\xff]/.test(value)) return `The value of ${name} has a character that no header can carry.`;
  }
  return undefined;
}

/** What went wrong on the server's side, in plain words. */
export function failureWords(message: string, aborted: boolean): string {
  if (aborted) return 'Stopped. You did not wait for the answer.';
  if (/socket hang up|ECONNRESET/.test(message)) {
    return 'Your server closed the connection without an answer. Look in the console for an error that it printed.';
  }
  if (/ECONNREFUSED|no server of this program is listening/.test(message)) {
    return 'Your program runs, but nothing listens. Does it call listen?';
  }
  if (/the program has ended|it was ended/.test(message)) {
    return 'Your server ended before it had answered. Look in the console for why, then start it again.';
  }
  if (/Parse Error|HPE_/.test(message)) return `What your server sent is not HTTP: ${message}`;
  return message;
}

export const wellKnownHeaders = [
  'Accept', 'Accept-Encoding', 'Accept-Language', 'Authorization', 'Cache-Control', 'Content-Encoding',
  'Content-Length', 'Content-Type', 'Cookie', 'Expect', 'Host', 'Idempotency-Key', 'If-Match', 'If-Modified-Since',
  'If-None-Match', 'Last-Event-ID', 'Origin', 'Prefer', 'Range', 'Referer', 'Transfer-Encoding', 'User-Agent',
  'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Request-ID',
]; // prettier-ignore

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
