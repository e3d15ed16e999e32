import type { HostFacts } from '../../hosts/facts.ts';
import { absentCommands } from './absent.ts';
import { commands } from './commands.ts';
import { redisVersion } from './version.ts';

export const facts: HostFacts = {
  title: 'Redis',
  group: 'database',
  realness: 'subset',
  what: `a server of our own that speaks Redis's protocol (RESP2 and RESP3) and has ${commands.size} of its commands, with the same replies and error texts; the real clients connect to it`,
  version: `Redis ${redisVersion}`,
  parts: [{ name: 'fengari (Lua for EVAL)', licence: 'MIT' }],
  download: 101_800,
  memory: 50,
  absent: [
    `the commands ${absentCommands.map((name) => name.toUpperCase()).join(', ')}`,
    'files: nothing is kept when the server ends, and CONFIG SET changes nothing',
    'replicas, Cluster and Sentinel',
    'limits of memory and eviction of keys',
    'keyspace notifications and client-side caching',
    'users and passwords (there is one user without a password)',
    'libraries of Lua other than base, string, table, math and cjson; syntax errors are worded by Lua 5.3',
    'speeds and sizes that say anything about a real Redis',
  ],
  locally: 'Install redis-server and give its address to your program; what this server does not have, that one does.',
};
