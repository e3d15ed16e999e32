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

const keys = {
  ed: `-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n`,
};
program('crypto: Ed25519 signs the same everywhere', ({ log, attempt }) => {
  const key = crypto.createPrivateKey(keys.ed);
  log(key.type, key.asymmetricKeyType, crypto.sign(null, Buffer.from('hello'), key).toString('hex'));
  const open = crypto.createPublicKey(key);
  log(open.export({ type: 'spki', format: 'pem' }), open.export({ format: 'jwk' }));
  log(crypto.verify(null, Buffer.from('hello'), open, crypto.sign(null, Buffer.from('hello'), key)));
  attempt(() => crypto.sign('sha256', Buffer.from('a'), key));
  attempt(() => crypto.createPrivateKey('nothing'));
  attempt(() => open.export({ type: 'pkcs1', format: 'pem' }));
});
program('crypto: key pairs, signatures in every form', ({ log, attempt }) => {
  const ec = crypto.generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (const dsaEncoding of ['der', 'ieee-p1363']) {
    const signature = crypto.sign('sha256', Buffer.from('text'), { key: ec.privateKey, dsaEncoding });
    log(crypto.verify('sha256', Buffer.from('text'), { key: ec.publicKey, dsaEncoding }, signature));
    log(crypto.verify('sha256', Buffer.from('other'), { key: ec.publicKey, dsaEncoding }, signature));
  }
  log(ec.publicKey.asymmetricKeyDetails, Object.keys(ec.privateKey.export({ format: 'jwk' })));
  const rsa = crypto.generateKeyPairSync('rsa', { modulusLength: 1024 });
  log(rsa.publicKey.asymmetricKeyDetails);
  for (const padding of [crypto.constants.RSA_PKCS1_PADDING, crypto.constants.RSA_PKCS1_PSS_PADDING]) {
    const signature = crypto
      .createSign('RSA-SHA256')
      .update('te')
      .update('xt')
      .sign({ key: rsa.privateKey, padding }, 'base64');
    log(crypto.createVerify('sha256').update('text').verify({ key: rsa.publicKey, padding }, signature, 'base64'));
  }
  const secret = crypto.publicEncrypt({ key: rsa.publicKey, oaepHash: 'sha256' }, Buffer.from('secret'));
  log(crypto.privateDecrypt({ key: rsa.privateKey, oaepHash: 'sha256' }, secret).toString());
  attempt(() => crypto.privateDecrypt(rsa.privateKey, secret));
  attempt(() => crypto.generateKeyPairSync('ec', { namedCurve: 'none' }));
  attempt(() => crypto.generateKeyPairSync('none'));
});
program('crypto: agreements', ({ log, attempt }) => {
  const [a, b] = [crypto.createECDH('secp256k1'), crypto.createECDH('secp256k1')];
  a.generateKeys();
  b.generateKeys();
  log(a.computeSecret(b.getPublicKey('hex', 'compressed'), 'hex').equals(b.computeSecret(a.getPublicKey())));
  const [x, y] = [crypto.getDiffieHellman('modp14'), crypto.getDiffieHellman('modp14')];
  log(crypto.createHash('sha256').update(x.getPrime()).digest('hex'), x.getGenerator('hex'));
  log(
    // One in 256 begins with a zero, which is left out.
    x.generateKeys().length > 250,
    y.generateKeys().length > 250,
    x.computeSecret(y.getPublicKey(), null, 'hex') === y.computeSecret(x.getPublicKey(), null, 'hex'),
  );
  attempt(() => crypto.createECDH('none'));
  attempt(() => a.computeSecret('aa', 'hex'));
});
program('crypto: sealed ciphers', ({ log, attempt }) => {
  for (const name of ['aes-256-gcm', 'chacha20-poly1305']) {
    const cipher = crypto.createCipheriv(name, Buffer.alloc(32, 1), Buffer.alloc(12, 2), { authTagLength: 16 });
    cipher.setAAD(Buffer.from('head'));
    log(
      cipher.update('some text, ', 'utf8', 'hex') + cipher.update('and more', 'utf8', 'hex') + cipher.final('hex'),
      cipher.getAuthTag().toString('hex'),
    );
    const decipher = crypto.createDecipheriv(name, Buffer.alloc(32, 1), Buffer.alloc(12, 2), { authTagLength: 16 });
    decipher.setAuthTag(Buffer.alloc(16));
    attempt(() => decipher.update('00', 'hex', 'utf8').length + decipher.final('utf8'));
  }
  for (const name of ['aes-128-ctr', 'aes-192-ofb', 'aes-256-cfb', 'aes-128-ecb', 'aes-128-cbc']) {
    const info = crypto.getCipherInfo(name);
    const cipher = crypto.createCipheriv(
      name,
      Buffer.alloc(info.keyLength, 3),
      info.ivLength ? Buffer.alloc(info.ivLength, 4) : null,
    );
    log(info, cipher.update('a'.repeat(20), 'utf8', 'hex'), cipher.final('hex'));
  }
});
