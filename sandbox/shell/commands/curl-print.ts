import type { HttpAnswer, HttpAsk } from '../types.ts';

type Answered = Extract<HttpAnswer, { status: number }>;

export function requestHead({ method, url, headers }: HttpAsk): string {
  const { pathname, search } = new URL(url);
  const lines = [`${method} ${pathname}${search} HTTP/1.1`, ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  return `${lines.map((line) => `> ${line}`).join('\n')}\n* Request completely sent off\n`;
}

/** Status line and headers; with a mark before each line they are for reading only. */
export function answerHead({ status, statusText, headers }: Answered, mark = ''): string {
  const lines = [`HTTP/1.1 ${status} ${statusText}`, ...headers.map(([name, value]) => `${name}: ${value}`), ''];
  return lines.map((line) => `${mark}${line}${mark ? '\n' : '\r\n'}`).join('');
}

interface Facts {
  url: URL;
  request: HttpAsk;
  answer: Answered;
  redirects: number;
  target: URL | undefined;
  seconds: number;
}

/** `-w`: `%{name}`, `\n` and friends. */
export function writeOut(format: string, { url, request, answer, redirects, target, seconds }: Facts): string {
  const header = (wanted: string) => answer.headers.find(([name]) => name.toLowerCase() === wanted)?.[1] ?? '';
  const time = seconds.toFixed(6);
  const values: Record<string, string> = {
    http_code: String(answer.status).padStart(3, '0'),
    response_code: String(answer.status).padStart(3, '0'),
    http_version: '1.1',
    content_type: header('content-type'),
    size_download: String(answer.body.length),
    size_upload: String(request.body?.length ?? 0),
    num_redirects: String(redirects),
    redirect_url: target?.href ?? '',
    url: request.url,
    url_effective: request.url,
    method: request.method,
    scheme: 'http',
    remote_ip: '127.0.0.1',
    remote_port: url.port || '80',
    time_total: time,
    time_starttransfer: time,
    time_connect: '0.000000',
    exitcode: '0',
    errormsg: '',
  };
  return format
    .replace(/%\{header\{([^}]*)\}\}|%header\{([^}]*)\}/g, (_, a?: string, b?: string) =>
      header((a ?? b)!.toLowerCase()),
    )
    .replace(/%\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/%%/g, '%')
    .replace(/\\([nrt])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t' })[letter]!);
}
