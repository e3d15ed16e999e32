import { secretName, type Rule } from '../types.ts';
import type { Unit } from './read.ts';

/** The last one counts, as in systemd. */
const last = ({ entries }: Unit, key: string, section = 'Service') =>
  entries.findLast((entry) => entry.key === key && entry.section === section);
const head = ({ sections }: Unit, section = 'Service') => sections.get(section) ?? 1;

export const rules: Rule<Unit>[] = [
  {
    id: 'own-user',
    why: 'As root, a break-in into the program owns the machine.',
    advice: 'Make a user for the service, and write User= with it.',
    find: (unit) => {
      const user = last(unit, 'User');
      if (last(unit, 'DynamicUser')?.value === 'yes' || (user && !/^(?:root|0)$/.test(user.value))) return [];
      return [{ line: user?.line ?? head(unit), problem: 'The service runs as root.' }];
    },
  },
  {
    id: 'restart',
    why: 'After a crash at night nobody starts the service again until somebody calls.',
    advice: 'Restart=on-failure',
    find: (unit) => {
      const restart = last(unit, 'Restart');
      if (restart && restart.value !== 'no') return [];
      return [{ line: restart?.line ?? head(unit), problem: 'Nothing starts it again after a crash.' }];
    },
  },
  {
    id: 'absolute-path',
    why: 'systemd does not look through PATH the way your shell does, and knows no folder that you are in.',
    advice: 'Write the whole path, such as /usr/bin/node /srv/shop/server.js.',
    find: (unit) => {
      const start = last(unit, 'ExecStart');
      // Its absence is a fault of the unit itself.
      return !start || /^[-@:+!]*\//.test(start.value)
        ? []
        : [{ line: start.line, problem: 'ExecStart is not a whole path.' }];
    },
  },
  {
    id: 'starts-at-boot',
    why: 'enable has nowhere to put the service then: after the next reboot it is not there.',
    advice: 'Add [Install] with WantedBy=multi-user.target.',
    find: (unit) =>
      last(unit, 'WantedBy', 'Install')
        ? []
        : [{ line: unit.sections.get('Install') ?? head(unit), problem: 'It does not start when the machine does.' }],
  },
  {
    id: 'inside-only',
    why: 'On 0.0.0.0 everybody reaches it from outside, past the proxy that does TLS and limits.',
    advice: 'Listen on 127.0.0.1: the proxy is on the same machine.',
    find: ({ entries }) =>
      entries
        .filter(({ value }) => /\b0\.0\.0\.0\b/.test(value))
        .map(({ line }) => ({ line, problem: 'It can be reached from outside.' })),
  },
  {
    id: 'no-secrets',
    why: 'Everybody who has an account on the machine can read a unit with systemctl show.',
    advice: 'Put it into a file that only root reads, and name that with EnvironmentFile=.',
    find: ({ entries }) =>
      entries.flatMap(({ key, value, line }) => {
        const name = key === 'Environment' ? /"?([A-Z_]+)=\S/i.exec(value)?.[1] : undefined;
        return name && secretName.test(name) ? [{ line, problem: `The value of ${name} stands in the unit.` }] : [];
      }),
  },
];
