import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'Several instances behind a balancer',
  group: 'service',
  realness: 'simulated',
  what: 'The same app several times in one process, each with modules, timers, signals and connections of its own, behind an HTTP balancer.',
  version: 'none',
  parts: [{ name: 'own code', licence: 'MIT' }],
  download: 0,
  memory: 12,
  absent: [
    'processes: a crash by an uncaught error, `globalThis`, npm packages and built-in modules are common to all',
    'processor time and memory of each instance',
    'code behind `process.exit()`: it goes on to its end, although nothing that it starts does',
    'modules that are imported when the app runs already: they are those of the instance that started last',
    'a balancer’s own connections that are kept alive, its queues, limits and slow starts',
  ],
  locally: 'Start the server several times with another PORT each, and put nginx in front of them.',
};
