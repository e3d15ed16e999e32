import inspection from 'node-inspect-extracted';

interface Process {
  env?: Record<string, string | undefined>;
  pid?: number;
  stderr?: { write(text: string): void };
}

/** Prints when NODE_DEBUG names the section. */
export function debuglog(section: string) {
  const { process } = globalThis as { process?: Process };
  const wanted = (process?.env?.['NODE_DEBUG'] ?? '').toUpperCase().split(/[\s,]+/);
  const enabled = wanted.includes(section.toUpperCase());
  const log = (...args: unknown[]) => {
    if (!enabled) return;
    const text = (inspection.format as (...args: unknown[]) => string)(...args);
    process?.stderr?.write(`${section.toUpperCase()} ${process.pid}: ${text}\n`);
  };
  return Object.defineProperty(log, 'enabled', { value: enabled, enumerable: true });
}
