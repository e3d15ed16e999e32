import { hosts, type HostParts } from '../../sandbox/hosts/catalogue.ts';
import type { OptionForm } from '../command.ts';

const owns = Object.values<HostParts>(hosts).flatMap(({ own }) => own ?? []);

/** The options that name programs of the learner's own, such as `--postgres URL`. */
export const ownForms: Record<string, OptionForm> = Object.fromEntries(
  owns.map(({ option, takes }) => [option, { type: takes ? 'string' : 'boolean' }]),
);

/**
 * The environment that these options stand for. It is read before anything else is, because the process that grades
 * starts at once; whether the options are right is said later.
 */
export function ownEnvironment(args: string[]): Record<string, string> {
  const found = owns.flatMap(({ option, takes, variable }) => {
    const at = args.findIndex((arg) => arg === `--${option}` || arg.startsWith(`--${option}=`));
    if (at < 0) return [];
    const value = takes ? args[at]!.split('=').slice(1).join('=') || args[at + 1] : '1';
    return value ? [[variable, value] as const] : [];
  });
  return Object.fromEntries(found);
}

/** Whether a word of the command line is the value of such an option, and not the name of an exercise. */
export const isOwnValue = (args: string[], at: number): boolean =>
  owns.some(({ option, takes }) => takes && args[at - 1] === `--${option}`);
