import type { HostFacts } from '../../hosts/facts.ts';
import { absentCommands, commands } from './commands.ts';
import { mongoVersion } from './commands/connect.ts';

export const facts: HostFacts = {
  title: 'MongoDB',
  group: 'database',
  realness: 'subset',
  what: `a server of our own that speaks MongoDB's wire protocol and has ${commands.size} of its commands; mingo carries out queries, pipelines and updates, and the real driver connects. It was checked against that driver and MongoDB's documentation, not against a MongoDB`,
  version: `MongoDB ${mongoVersion}, as it is documented`,
  parts: [
    { name: 'mingo', licence: 'MIT' },
    { name: 'bson', licence: 'Apache-2.0' },
    { name: 'ajv ($jsonSchema)', licence: 'MIT' },
  ],
  download: 148_600,
  memory: 30,
  absent: [
    `the commands ${absentCommands.join(', ')}`,
    'transactions, replica sets, sharding and change streams: the server stands alone',
    'its query planner: an index serves fields compared with values ($eq, $in), and explain has stage names of its own',
    'text, geospatial, hashed and wildcard indexes; $text, $near, $geoWithin, $where as text, $merge, collations',
    'capped collections, time series, views and GridFS on the server',
    'numbers of different types: 5 and Long(5) are one kind, Decimal128 is kept and not calculated with',
    'users, passwords and TLS',
    'files: nothing is kept when the server ends',
    'speeds and sizes that say anything about a real MongoDB',
  ],
  locally:
    'Install MongoDB Community and give its address to your program; start it as a replica set for transactions.',
};
