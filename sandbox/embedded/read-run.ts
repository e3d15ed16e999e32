import type { VitestError, VitestFile, VitestRun } from '../report.ts';
import type { HttpExchange } from '../types.ts';

/**
 * Rebuilds a run from what the worker posted. Learner code ran beside the sender, so every field is checked and
 * becomes text or a number; what is not there stays away.
 */
export function readRun(value: unknown): VitestRun {
  const run = record(value);
  return {
    files: list(run['files']).map(readFile),
    duration: number(run['duration']),
    ...(run['tampered'] === undefined ? {} : { tampered: text(run['tampered']) }),
  };
}

function readFile(value: unknown): VitestFile {
  const file = record(value);
  return {
    path: text(file['path']),
    errors: list(file['errors']).map(readError),
    tests: list(file['tests']).map(readTest),
  };
}

/** One test, from a run or on its own. */
export function readTest(value: unknown): VitestFile['tests'][number] {
  const test = record(value);
  const state = test['state'] === 'pass' || test['state'] === 'fail' ? test['state'] : 'skip';
  const exchange = list(record(test['meta'])['exchange']).map(readExchange);
  return {
    names: list(test['names']).map(text),
    state,
    duration: number(test['duration']),
    errors: list(test['errors']).map(readError),
    meta: exchange.length ? { exchange } : {},
  };
}

function readError(value: unknown): VitestError {
  const error = record(value);
  const optional = (key: 'name' | 'stack' | 'diff') => (error[key] === undefined ? {} : { [key]: text(error[key]) });
  return { message: text(error['message']), ...optional('name'), ...optional('stack'), ...optional('diff') };
}

function readExchange(value: unknown): HttpExchange {
  const { request, response, curl } = record(value);
  const sent = record(request);
  const exchange: HttpExchange = {
    request: {
      method: text(sent['method']),
      url: text(sent['url']),
      headers: pairs(sent['headers']),
      body: text(sent['body']),
    },
    curl: text(curl),
  };
  if (response !== undefined) {
    const got = record(response);
    exchange.response = {
      status: number(got['status']),
      statusText: text(got['statusText']),
      headers: pairs(got['headers']),
      body: text(got['body']),
    };
  }
  return exchange;
}

const record = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown) => (value === undefined || value === null ? '' : String(value));
const number = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
const pairs = (value: unknown) =>
  list(value).map((pair): [string, string] => [text(list(pair)[0]), text(list(pair)[1])]);
