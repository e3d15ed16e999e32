import inspection from 'node-inspect-extracted';
import { AssertionError } from './assert-error.ts';

/** `assert.ifError`: throws for any value that is not nothing. */
export function ifError(value: unknown): void {
  if (value == null) return;
  const { message, constructor } = Object(value) as Partial<Error>;
  const words =
    typeof value === 'object' && typeof message === 'string'
      ? message || (constructor ? constructor.name : '')
      : inspection.inspect(value);
  const error = new AssertionError({
    stackStartFn: ifError,
    actual: value,
    expected: null,
    operator: 'ifError',
    message: `ifError got unwanted exception: ${words}`,
  });
  addFrames(error, value);
  throw error;
}

/** The frames of the error that was passed follow those that lead to the check. */
function addFrames(error: Error, original: unknown): void {
  const { stack } = Object(original) as Error;
  const start = typeof stack === 'string' ? stack.indexOf('\n    at') : -1;
  if (start < 0) return;
  const frames = stack!.slice(start + 1).split('\n');
  const own = (error.stack ?? '').split('\n');
  const shared = frames.map((frame) => own.indexOf(frame)).find((at) => at >= 0);
  error.stack = [...own.slice(0, shared), ...frames].join('\n');
}
