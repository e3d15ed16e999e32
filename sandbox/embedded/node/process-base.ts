import { nextTick } from './next-tick.ts';
import { workingFolder } from './working-folder.ts';

/** What bundled libraries need of `process` before the realm has one of its own. */
export default {
  nextTick,
  env: {} as Record<string, string | undefined>,
  argv: [] as string[],
  platform: 'linux',
  version: 'v24.21.0',
  versions: { node: '24.21.0' },
  cwd: workingFolder,
  umask: () => 0o22,
  getuid: () => 1000,
  getgid: () => 1000,
  emitWarning(warning: string | Error, ...rest: unknown[]) {
    const { process } = globalThis as { process?: { emitWarning?(...args: unknown[]): void } };
    process?.emitWarning?.(warning, ...rest);
  },
};
