import type { HostFacts } from '../../hosts/facts.ts';

export const facts: HostFacts = {
  title: 'Serverless functions (AWS Lambda behind API Gateway)',
  group: 'service',
  realness: 'simulated',
  what: 'Handlers called with the events of an HTTP API or a queue, in instances that are evaluated anew, run one call at a time and stand still in between.',
  version: 'payload format 2.0, Node 24 runtime',
  parts: [{ name: 'own code', licence: 'MIT' }],
  download: 0,
  memory: 12,
  absent: [
    'processes: `globalThis`, npm packages and built-in modules are common to all instances',
    'a freeze of promises, files and whatever waits for neither a timer nor a connection: it may end after the answer',
    'limits of memory and processor time, and `Max Memory Used` in the log',
    'an end of the instance by an unhandled rejection, `process.exit()`, layers, extensions, streamed answers, SnapStart',
    'authorizers, CORS, custom domains and the 30 s of API Gateway',
    'a visibility timeout and an order of queues: batches come when the suite asks',
  ],
  locally: 'Deploy to an account of your own, or use `sam local start-api` with Docker.',
};
