import type { TestReport } from '../types.ts';

/**
 * Where two reports of the same files differ, as `tests.2.message: “a” here, “b” there`. Times differ from run to run,
 * and the length of a page with a stack; nothing else may. Pure.
 */
export function differences(here: TestReport, there: TestReport): string[] {
  return compare(comparable(here), comparable(there), []);
}

/** A report without what may differ between two runs. */
export function comparable(report: TestReport): unknown {
  return JSON.parse(JSON.stringify(report), (key, value) => {
    if (key === 'duration') return undefined;
    if (Array.isArray(value) && value.length === 2 && String(value[0]).toLowerCase() === 'date') return ['Date', '…'];
    if (key === 'response' && (value as { body: string }).body.includes('<br> &nbsp;')) withoutLength(value as never);
    return value as unknown;
  });
}

/** A stack's frames have longer paths on one side. */
function withoutLength(response: { headers: [string, string][] }): void {
  for (const header of response.headers) if (/^(content-length|etag)$/i.test(header[0])) header[1] = '…';
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function compare(here: unknown, there: unknown, path: string[]): string[] {
  if (isObject(here) && isObject(there)) {
    const keys = new Set([...Object.keys(here), ...Object.keys(there)]);
    return [...keys].flatMap((key) => compare(here[key], there[key], [...path, key]));
  }
  return Object.is(here, there) ? [] : [`${path.join('.')}: ${shown(here)} here, ${shown(there)} there`];
}

const shown = (value: unknown) => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 160));
