import { validateInteger } from './errors.ts';
import { constants } from './os-constants.ts';

const memory = 4 * 2 ** 30;
const cores = () => globalThis.navigator?.hardwareConcurrency ?? 2;

const loopback = {
  address: '127.0.0.1',
  netmask: '255.0.0.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal: true,
};

let priority = 0;
const api = {
  EOL: '\n',
  devNull: '/dev/null',
  arch: () => 'x64',
  availableParallelism: cores,
  cpus: () =>
    Array.from({ length: cores() }, () => ({
      model: 'Browser',
      speed: 0,
      times: { user: 0, nice: 0, sys: 0, idle: 0, irq: 0 },
    })),
  endianness: () => 'LE',
  freemem: () => memory / 2,
  totalmem: () => memory,
  getPriority: (pid = 0) => (checkPid(pid), priority),
  setPriority(pid: unknown, value?: unknown) {
    if (value === undefined) [pid, value] = [0, pid];
    checkPid(pid);
    validateInteger(value, 'priority', -20, 19);
    priority = value;
  },
  homedir: () => '/home/learner',
  hostname: () => 'sandbox',
  loadavg: () => [0, 0, 0],
  machine: () => 'x86_64',
  networkInterfaces: () => ({ lo: [{ ...loopback, cidr: '127.0.0.1/8' }] }),
  platform: () => 'linux',
  release: () => '6.12.0',
  tmpdir: () => '/tmp',
  type: () => 'Linux',
  uptime: () => Math.floor(performance.now() / 1000),
  userInfo: () => ({ uid: 1000, gid: 1000, username: 'learner', homedir: '/home/learner', shell: '/bin/sh' }),
  version: () => '#1 SMP',
  constants,
};

function checkPid(pid: unknown): void {
  validateInteger(pid, 'pid', -2147483648, 2147483647);
}

for (const name of ['EOL', 'devNull'] as const) {
  Object.defineProperty(api, name, { value: api[name], enumerable: true, writable: false, configurable: true });
}
// `${os.hostname}` works in Node.
for (const value of Object.values(api)) {
  if (typeof value === 'function')
    Object.defineProperty(value, Symbol.toPrimitive, { value: () => (value as () => unknown)() });
}

export default api;
