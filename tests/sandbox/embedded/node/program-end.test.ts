import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { createBareRealm } from './bare-realm.ts';

const head =
  "process.on('beforeExit', () => console.log('beforeExit')); process.on('exit', (code) => console.log('exit', code));";

const programs = {
  'ticks before promises before timers': `
    setTimeout(() => console.log('timeout'), 1);
    Promise.resolve().then(() => console.log('promise'));
    process.nextTick(() => console.log('tick'));
    console.log('main');`,
  'what keeps nothing alive does not run': `
    setTimeout(() => console.log('never'), 400).unref();
    setInterval(() => console.log('never'), 400).unref();
    setImmediate(() => console.log('never')).unref();
    const timer = setTimeout(() => console.log('never'), 400);
    clearTimeout(timer);`,
  'a listener of beforeExit goes on once': `
    process.once('beforeExit', () => setTimeout(() => console.log('more'), 5));
    process.exitCode = 3;`,
  'a server that closes': `
    const server = require('http').createServer((request, response) => response.end('fine'));
    server.listen(0, async () => {
      const response = await fetch('http://127.0.0.1:' + server.address().port, { headers: { connection: 'close' } });
      console.log(await response.text(), process.getActiveResourcesInfo().includes('TCPServerWrap'));
      server.close(() => console.log('closed'));
    });`,
  'files, compression and the crypto of the web': `
    require('fs').readFile('/nothing', (error) => console.log(error.code));
    require('zlib').gzip('a', (error, zipped) => console.log('zipped', zipped[0]));
    crypto.subtle.importKey('raw', new Uint8Array(3), 'PBKDF2', false, ['deriveBits'])
      .then((key) => crypto.subtle.deriveBits({ name: 'PBKDF2', salt: new Uint8Array(8), iterations: 400000, hash: 'SHA-256' }, key, 256))
      .then((bits) => console.log('derived', bits.byteLength));`,
  'an end in the middle': `
    setTimeout(() => console.log('never'), 30);
    setTimeout(() => process.exit(2), 1);`,
};

const inNode = async (source: string): Promise<string[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', source]).catch(
    (error: { stdout: string }) => error,
  );
  return stdout.trimEnd().split('\n');
};

async function inOurs(source: string): Promise<string[]> {
  const ended = Promise.withResolvers<void>();
  const exit = (): never => {
    setTimeout(ended.resolve, 60);
    throw Object.assign(new Error('ended'), { name: 'ProcessExit' });
  };
  const realm = await createBareRealm({ exit });
  const script = realm.evaluate(`(function (require) {${source}\n})`) as (require: unknown) => void;
  realm.beginProgram()(() => script(realm.require), ended.resolve);
  await ended.promise;
  return realm.said.map(({ text }) => text.trimEnd());
}

test.each(Object.entries(programs))('%s', async (title, source) => {
  const ignore = (error: Error) => {
    if (error.message !== 'ended') throw error;
  };
  if (title === 'an end in the middle') process.once('uncaughtException', ignore);
  expect(await inOurs(head + source)).toEqual(await inNode(head + source));
});
