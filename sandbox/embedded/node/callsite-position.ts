export interface Position {
  file: string;
  line: number;
  column: number;
}

/** Where the function was called from that called `caller`, read from a stack in any engine's shape. */
export function codeFrame(caller: object): Position | undefined {
  const holder: { stack?: unknown } = {};
  const { captureStackTrace } = Error as { captureStackTrace?(target: object, above: object): void };
  if (!captureStackTrace) return undefined;
  captureStackTrace(holder, caller);
  if (typeof holder.stack !== 'string') return undefined;
  const frame = holder.stack.split('\n').find((line) => /:\d+:\d+\)?$/.test(line));
  const [, file, line, column] = /(?:^|[(@\s])((?:file:\/\/)?\/[^()]*?):(\d+):(\d+)\)?$/.exec(frame ?? '') ?? [];
  return file ? { file, line: Number(line), column: Number(column) } : undefined;
}
