import { hosts, hostsOf } from '../../sandbox/hosts/catalogue.ts';
import type { Files } from '../../sandbox/types.ts';
import type { OptionForm } from '../command.ts';

/** What grades in the place of what comes along, where the learner asks for it. */
interface Own {
  title: string;
  option: string;
  /** What stands for the option's value in its help; without it, the option has none. */
  takes?: string;
  variable: string;
  /** Whether these suites use it. */
  usedBy(suites: string[]): boolean;
}

const owns: Own[] = [
  ...Object.entries(hosts).map(([name, { title, own }]) => ({
    title,
    ...own,
    usedBy: (suites: string[]) => (hostsOf(suites) as string[]).includes(name),
  })),
  {
    title: 'bash and Git',
    option: 'native',
    variable: 'SHELL_NATIVE',
    usedBy: (suites) => suites.some((text) => text.includes("'#testing/shell'")),
  },
];

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

/** Which Git, Python or PostgreSQL graded, and how the other one would; undefined where the suite uses none. */
export function whatGraded(suites: Files, env: NodeJS.ProcessEnv = process.env): string | undefined {
  const texts = Object.values(suites).filter((text) => typeof text === 'string');
  const used = owns.filter(({ usedBy }) => usedBy(texts));
  const words = used.map(({ title, option, takes, variable }) =>
    env[variable]
      ? `Graded with your own ${title}.`
      : `Graded with the ${title} that came along; \`-- --${option}${takes ? ` ${takes}` : ''}\` takes your own.`,
  );
  return words.join(' ') || undefined;
}
