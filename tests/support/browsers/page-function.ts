/** An expression that calls the function in a page and gives its result, or what it threw, as JSON. */
export function pageExpression(fn: (...args: never[]) => unknown, args: unknown[]): string {
  const list = args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ');
  return `(async () => {
    try {
      return JSON.stringify({ value: await (${fn.toString()})(${list}) });
    } catch (error) {
      return JSON.stringify({ error: error instanceof Error ? error.message + '\\n' + error.stack : String(error) });
    }
  })()`;
}

/** What `pageExpression` came to. */
export function readResult<Result>(json: string): Result {
  const { value, error } = JSON.parse(json) as { value: Result; error?: string };
  if (error !== undefined) throw new Error(`In the page: ${error}`);
  return value;
}
