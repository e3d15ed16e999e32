const memory = 4 * 2 ** 30;
const signals = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGQUIT: 3,
  SIGABRT: 6,
  SIGKILL: 9,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGPIPE: 13,
  SIGALRM: 14,
  SIGTERM: 15,
};
const errno = { ENOENT: 2, EACCES: 13, EEXIST: 17, EADDRINUSE: 98, ECONNREFUSED: 111, ECONNRESET: 104, ETIMEDOUT: 110 };
const cores = () => globalThis.navigator?.hardwareConcurrency ?? 2;

const loopback = {
  address: '127.0.0.1',
  netmask: '255.0.0.0',
  family: 'IPv4',
  mac: '00:00:00:00:00:00',
  internal: true,
};

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
  getPriority: () => 0,
  setPriority() {},
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
  constants: {
    signals,
    errno,
    priority: { PRIORITY_LOW: 19, PRIORITY_NORMAL: 0, PRIORITY_HIGH: -14 },
    dlopen: {},
    UV_UDP_REUSEADDR: 4,
  },
};

// `${os.hostname}` works in Node.
for (const value of Object.values(api)) {
  if (typeof value === 'function')
    Object.defineProperty(value, Symbol.toPrimitive, { value: () => (value as () => unknown)() });
}

export default api;
