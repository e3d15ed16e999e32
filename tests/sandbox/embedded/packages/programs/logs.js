import createDebug from 'debug';
import dotenv, { parse } from 'dotenv';
import express from 'express';
import morgan, { token } from 'morgan';
import pino, { destination, stdSerializers } from 'pino';
import { Writable } from 'node:stream';
import { serve } from './support.js';

function lines() {
  const seen = [];
  return {
    seen,
    stream: new Writable({
      write: (part, encoding, done) => {
        seen.push(...String(part).trimEnd().split('\n'));
        done();
      },
    }),
  };
}
const steady = (line) =>
  line
    .replace(/"time":\d+/, '"time":0')
    .replace(/"stack":"[^"]*"/, '"stack":"…"')
    .replace(/\d+\.\d{3}/, '<ms>')
    .replace(/\[[^\]]+ [+-]\d{4}\]/, '[date]');

export default [
  [
    'pino: JSON lines, levels, children, redaction',
    ({ log }) => {
      const { seen, stream } = lines();
      const logger = pino(
        {
          level: 'debug',
          base: { service: 'shop' },
          redact: ['password', 'user.*.token', 'headers.authorization'],
          messageKey: 'msg',
        },
        stream,
      );
      logger.info(
        { password: 'p', user: { a: { token: 't' } }, headers: { authorization: 'x', host: 'y' } },
        'hello %s %d %j',
        'ann',
        3,
        { a: 1 },
      );
      logger.trace('unseen');
      logger.child({ request: 7 }).warn('slow');
      logger.error(new Error('broken'), 'oops');
      logger.debug(undefined);
      log(logger.isLevelEnabled('trace'), logger.level, seen.map(steady));
    },
  ],
  [
    'pino: serializers, formatters, timestamps, mixins',
    ({ log }) => {
      const { seen, stream } = lines();
      const logger = pino(
        {
          timestamp: () => ',"at":"now"',
          formatters: { level: (label) => ({ level: label }), bindings: () => ({}) },
          serializers: { user: ({ name }) => name, err: stdSerializers.err },
          mixin: () => ({ mixed: true }),
          nestedKey: undefined,
          customLevels: { audit: 35 },
        },
        stream,
      );
      logger.audit({ user: { name: 'ann', age: 5 } }, 'bought');
      logger.info({
        circular: (() => {
          const a = {};
          a.a = a;
          return a;
        })(),
        big: 10n,
        nothing: undefined,
        date: new Date(0),
      });
      logger.setBindings({ later: 1 });
      logger.flush();
      logger.info('end');
      log(seen.map(steady));
    },
  ],
  [
    'pino: to a file',
    async ({ log, folder, fs }) => {
      const file = destination({ dest: `${folder}/app.log`, sync: true });
      const logger = pino({ base: null, timestamp: false }, file);
      logger.info('one');
      logger.fatal({ a: 1 }, 'two');
      file.flushSync();
      log(fs.readFileSync(`${folder}/app.log`, 'utf8'));
      const later = destination({ dest: `${folder}/deep/async.log`, sync: false, mkdir: true });
      await new Promise((resolve) => later.once('ready', resolve));
      pino({ base: null, timestamp: false }, later).info('three');
      later.end();
      await new Promise((resolve) => later.once('close', resolve));
      log(fs.readFileSync(`${folder}/deep/async.log`, 'utf8'));
    },
  ],
  [
    'morgan: formats',
    async ({ log }) => {
      for (const format of [
        'tiny',
        'short',
        'common',
        'combined',
        ':method :url :status :res[content-length] :req[x-a] :id',
        'dev',
      ]) {
        const { seen, stream } = lines();
        token('id', (request) => request.id);
        const app = express();
        app.use((request, response, next) => {
          request.id = 'r1';
          next();
        });
        app.use(morgan(format, { stream }));
        app.get('/', (request, response) => response.send('ok'));
        const { request, close } = await serve(app);
        await request('/', {
          headers: { 'x-a': 'b', 'user-agent': 'test', referer: 'here', authorization: 'Basic YW5uOnB3' },
        });
        await request('/none?x=1');
        await close();
        log(format, seen.map(steady));
      }
    },
  ],
  [
    'morgan: skips, at once, own functions',
    async ({ log }) => {
      const { seen, stream } = lines();
      const app = express();
      app.use(morgan('tiny', { stream, skip: (request, response) => response.statusCode < 400 }));
      app.use(morgan('early :url', { stream, immediate: true }));
      app.use(
        morgan(
          (tokens, request, response) =>
            [tokens.method(request, response), tokens.status(request, response), tokens['http-version'](request)].join(
              '|',
            ),
          { stream },
        ),
      );
      app.get('/', (request, response) => response.send('ok'));
      const { request, close } = await serve(app);
      await request('/');
      await request('/none');
      await close();
      log(seen.map(steady));
    },
  ],
  [
    'morgan: compiled formats and aborted requests',
    async ({ log }) => {
      log(typeof morgan.compile(':method'), Object.keys(morgan).sort());
      morgan.format('mine', ':status :method');
      const { seen, stream } = lines();
      const { request, close } = await serve((request, response) =>
        morgan('mine', { stream })(request, response, () => response.writeHead(204).end()),
      );
      await request('/', { method: 'DELETE' });
      await close();
      log(seen);
    },
  ],
  [
    'debug: namespaces and formatters',
    ({ log }) => {
      const seen = [];
      createDebug.enable('app:*,-app:noise');
      const debug = createDebug('app:db');
      debug.log = (...parts) =>
        seen.push(parts.map((part) => (typeof part === 'string' ? part.replace(/\d+ms|^\S+T\S+Z/, '<t>') : part)));
      createDebug.formatters.h = (value) => Buffer.from(value).toString('hex');
      debug('query %s took %d and %o %h %%', 'SELECT', 3, { a: [1] }, 'hi');
      debug.extend('deep').log = debug.log;
      debug(new Error('x').message);
      log(
        seen,
        createDebug('app:noise').enabled,
        createDebug('app:db:x').enabled,
        createDebug('other').enabled,
        debug.extend('y').namespace,
      );
      log(
        createDebug.disable(),
        createDebug('app:db').enabled,
        createDebug.humanize(90_000),
        createDebug.coerce(new Error('z')).includes('Error: z'),
      );
    },
  ],
  [
    'debug: colours by namespace, destroy, own log',
    ({ log }) => {
      log(
        new Set(['a', 'b', 'worker', 'http'].map((name) => createDebug.selectColor(name))).size > 1,
        createDebug.names.length >= 0,
      );
      const one = createDebug('one');
      one.enabled = true;
      one.diff = 0;
      const seen = [];
      one.log = (text) => seen.push(typeof text);
      one('x');
      log(seen, typeof one.destroy);
    },
  ],
  [
    'debug: what is on is remembered',
    ({ log }) => {
      createDebug.enable('x:y z*');
      log(
        ['x:y', 'x', 'zoo', 'z'].map((name) => createDebug.enabled(name)),
        process.env.DEBUG,
      );
      createDebug.disable();
      log(process.env.DEBUG === undefined);
    },
  ],
  [
    'dotenv: parses',
    ({ log }) => {
      log({
        ...parse(
          'A=1\n# note\nB = "two\\nlines" # end\nC=\'$raw\\n\'\nexport D=`back "and" \'tick\'`\nE=\nF=a#b\nG="multi\nline"\nH: yaml\n bad line\nI=  spaced  ',
        ),
      });
    },
  ],
  [
    'dotenv: files and the environment',
    ({ log, folder, fs }) => {
      fs.writeFileSync(`${folder}/.env`, 'PORT_X=3000\nNAME_X=from file\n');
      fs.writeFileSync(`${folder}/.env.local`, 'NAME_X=local\nEXTRA_X=1\n');
      process.env.NAME_X = 'from process';
      const { parsed, error } = dotenv.config({ path: `${folder}/.env`, quiet: true });
      log({ ...parsed }, error, process.env.PORT_X, process.env.NAME_X);
      dotenv.config({ path: [`${folder}/.env.local`, `${folder}/.env`], override: true, quiet: true });
      log(process.env.NAME_X, process.env.EXTRA_X);
      for (const name of ['PORT_X', 'NAME_X', 'EXTRA_X']) delete process.env[name];
    },
  ],
  [
    "dotenv: missing files, and an environment of one's own",
    ({ log, attempt, folder }) => {
      const { error, parsed } = dotenv.config({ path: `${folder}/none.env`, quiet: true });
      log(error?.code, parsed);
      const target = { A: 'kept' };
      dotenv.populate(target, { A: 'new', B: 'b' });
      log(target);
      dotenv.populate(target, { A: 'new' }, { override: true });
      log(target);
      attempt(() => dotenv.populate(target, 'x'));
    },
  ],
];
