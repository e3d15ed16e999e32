const unit = (service: string, more = '') =>
  `[Unit]\nDescription=A\n${more}\n[Service]\n${service}\n\n[Install]\nWantedBy=multi-user.target\n`;

/** Units; `systemd-analyze verify` says something about those that are not sound. */
export const systemdTexts: Record<string, string> = {
  'a service': unit('ExecStart=/bin/true'),
  'with a user and a restart': unit('User=www-data\nExecStart=/bin/true\nRestart=on-failure\nRestartSec=5s'),
  'a long command over lines': unit('ExecStart=/bin/echo \\\n  a \\\n  b'),
  'a comment in a long command': unit('ExecStart=/bin/echo \\\n# not this\n  a'),
  'oneshot with two commands': unit('Type=oneshot\nExecStart=/bin/true\nExecStart=/bin/true'),
  'an empty value resets': unit('ExecStart=/bin/false\nExecStart=\nExecStart=/bin/true'),
  hardened: unit(
    'ExecStart=/bin/true\nNoNewPrivileges=yes\nProtectSystem=strict\nPrivateTmp=true\nProtectHome=read-only',
  ),
  'an environment': unit('Environment=A=1 "B=2 3"\nExecStart=/bin/true'),
  'an order': unit('ExecStart=/bin/true', 'After=network.target\nWants=network.target'),
  'a time of two parts': unit('ExecStart=/bin/true\nTimeoutStopSec=1min 30s'),
  'a command without a path': unit('ExecStart=true'),
  'a dash in front': unit('ExecStart=-/bin/true'),
  'a section of its own': unit('ExecStart=/bin/true') + '[X-Mine]\nA=1\n',

  'a misspelt key': unit('ExecStart=/bin/true\nRestrat=always'),
  'a key in the wrong section': unit('ExecStart=/bin/true', 'User=www-data'),
  'a misspelt section': unit('ExecStart=/bin/true').replace('[Install]', '[Instal]'),
  'a relative path': unit('ExecStart=bin/true'),
  'no ExecStart': unit('User=www-data'),
  'two commands': unit('ExecStart=/bin/true\nExecStart=/bin/true'),
  'an unknown type': unit('Type=simpel\nExecStart=/bin/true'),
  'an unknown restart': unit('ExecStart=/bin/true\nRestart=crash'),
  'oneshot that restarts always': unit('Type=oneshot\nExecStart=/bin/true\nRestart=always'),
  'a time that is none': unit('ExecStart=/bin/true\nRestartSec=soon'),
  'neither key nor section': unit('ExecStart=/bin/true\nhello there'),
  'a folder that is not whole': unit('ExecStart=/bin/true\nWorkingDirectory=srv'),
  'a boolean that is none': unit('ExecStart=/bin/true\nPrivateTmp=perhaps'),
  'a program that is not there': unit('ExecStart=/no/such/program'),
  'a mode that is none': unit('ExecStart=/bin/true\nUMask=abc'),
};

/** Where our verdict is another than systemd's, and why. */
export const systemdDifferences: Record<string, string> = {
  'a program that is not there': 'no program is looked for',
  'a mode that is none': 'only the values of keys that the course uses are judged',
};
