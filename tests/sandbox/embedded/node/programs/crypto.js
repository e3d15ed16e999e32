const crypto = require('crypto');

program('crypto: hashes', ({ log, attempt }) => {
  for (const name of [
    'md5',
    'sha1',
    'sha224',
    'sha256',
    'sha384',
    'sha512',
    'sha512-256',
    'sha3-256',
    'ripemd160',
    'SHA256',
    'RSA-SHA256',
    'blake2b512',
  ])
    attempt(() => crypto.createHash(name).update('abc').update(Buffer.from('d')).digest('hex'));
  attempt(() => crypto.createHash('nope'));
  attempt(() => crypto.createHash());
  attempt(() => crypto.createHash('md5').update(5));
  const hash = crypto.createHash('sha256');
  const copy = hash.update('a').copy();
  log(hash.digest('base64'), copy.update('b').digest('latin1').length);
  attempt(() => hash.update('x'));
  attempt(() => hash.digest());
  log(
    crypto.hash('sha1', 'x'),
    crypto.hash('sha1', 'x', 'buffer'),
    crypto.createHash('md5').digest(),
    crypto.getHashes().includes('sha256'),
  );
});
program('crypto: hashes as streams', async ({ log }) => {
  const hash = crypto.createHash('sha256');
  require('stream').Readable.from(['a', 'b']).pipe(hash);
  for await (const chunk of hash) log(chunk);
});
program('crypto: hmac', ({ log, attempt }) => {
  log(
    crypto.createHmac('sha256', 'k').update('d').digest('hex'),
    crypto.createHmac('md5', Buffer.from('k')).update('d').digest('base64'),
    crypto.createHmac('sha1', '').update('').digest(),
  );
  attempt(() => crypto.createHmac('nope', 'k'));
  attempt(() => crypto.createHmac('sha256'));
  attempt(() => crypto.createHmac('sha256', 5));
});
program('crypto: pbkdf2, scrypt, hkdf', async ({ log, attempt }) => {
  log(
    crypto.pbkdf2Sync('pw', 'salt', 10, 20, 'sha512').toString('hex'),
    crypto.scryptSync('pw', 'salt', 32, { N: 16 }).toString('hex'),
    Buffer.from(crypto.hkdfSync('sha256', 'key', 'salt', 'info', 16)),
  );
  await new Promise((resolve) => crypto.pbkdf2('pw', 'salt', 1, 8, 'sha1', (error, key) => resolve(log(error, key))));
  await new Promise((resolve) => crypto.scrypt('pw', 'salt', 8, { N: 2 }, (error, key) => resolve(log(error, key))));
  attempt(() => crypto.scryptSync('p', 's', 8, { N: 3 }));
  attempt(() => crypto.scryptSync('p', 's', 8, { N: 2 ** 17 }));
  attempt(() => crypto.scryptSync(5, 's', 8));
  attempt(() => crypto.scrypt('p', 's', 8));
  attempt(() => crypto.pbkdf2Sync('p', 's', 0, 8, 'sha1'));
  attempt(() => crypto.pbkdf2Sync('p', 's', 1, 8, 'nope'));
  attempt(() => crypto.pbkdf2Sync('p', 's', 1, 8));
  log(await require('util').promisify(crypto.scrypt)('pw', 'salt', 8, { N: 2 }));
});
program('crypto: random', async ({ log, attempt }) => {
  log(
    crypto.randomBytes(4).length,
    crypto.randomInt(5, 6),
    crypto.randomUUID().length,
    crypto.pseudoRandomBytes?.(3).length,
  );
  await new Promise((resolve) => crypto.randomBytes(4, (error, bytes) => resolve(log(error, bytes.length))));
  await new Promise((resolve) => crypto.randomInt(3, (error, n) => resolve(log(error, n < 3))));
  attempt(() => crypto.randomBytes(-1));
  attempt(() => crypto.randomBytes('x'));
  attempt(() => crypto.randomInt(5, 1));
  attempt(() => crypto.randomInt('a'));
  attempt(() => crypto.randomInt(1.5));
  attempt(() => crypto.randomFillSync('x'));
  attempt(() => crypto.randomUUID(5));
});
program('crypto: ciphers', ({ log, attempt }) => {
  const key = Buffer.alloc(32, 1);
  const iv = Buffer.alloc(16, 2);
  attempt(() => {
    const cipher = crypto.createCipheriv('aes-256-cbc', key, iv);
    return cipher.update('secret text', 'utf8', 'hex') + cipher.final('hex');
  });
  attempt(() => {
    const cipher = crypto.createCipheriv('aes-256-gcm', key, iv.subarray(0, 12));
    const sealed = Buffer.concat([cipher.update('secret'), cipher.final()]);
    const tag = cipher.getAuthTag();
    const open = crypto.createDecipheriv('aes-256-gcm', key, iv.subarray(0, 12)).setAuthTag(tag);
    return [sealed, tag, open.update(sealed, undefined, 'utf8') + open.final('utf8')];
  });
  attempt(() => {
    const cipher = crypto.createCipheriv('aes-128-cbc', key.subarray(0, 16), iv);
    const sealed = Buffer.concat([cipher.update('x'.repeat(40)), cipher.final()]);
    const open = crypto.createDecipheriv('aes-128-cbc', key.subarray(0, 16), iv);
    return [sealed.length, Buffer.concat([open.update(sealed), open.final()]).toString()];
  });
  attempt(() => {
    const open = crypto.createDecipheriv('aes-256-gcm', key, iv.subarray(0, 12)).setAuthTag(Buffer.alloc(16));
    open.update(Buffer.from('abcd'));
    return open.final();
  });
  attempt(() => crypto.createCipheriv('aes-256-cbc', key.subarray(1), iv));
  attempt(() => crypto.createCipheriv('aes-256-cbc', key, iv.subarray(1)));
  attempt(() => crypto.createCipheriv('nope', key, iv));
  log(typeof crypto.getCiphers());
});
program('crypto: webcrypto', async ({ log }) => {
  const digest = await crypto.webcrypto.subtle.digest('SHA-256', new TextEncoder().encode('a'));
  log(Buffer.from(digest).toString('hex'), crypto.subtle === crypto.webcrypto.subtle, typeof crypto.getRandomValues);
});
program('crypto: constants and curves', ({ log }) => {
  log(
    typeof crypto.constants,
    Array.isArray(crypto.getCurves()),
    typeof crypto.createSign,
    typeof crypto.generateKeyPairSync,
    typeof crypto.KeyObject,
    typeof crypto.Hash,
    typeof crypto.X509Certificate,
  );
});
