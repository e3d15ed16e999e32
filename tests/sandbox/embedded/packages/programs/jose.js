import {
  CompactEncrypt,
  compactDecrypt,
  createLocalJWKSet,
  decodeJwt,
  errors,
  exportJWK,
  generateKeyPair,
  jwtVerify,
  SignJWT,
  EncryptJWT,
  jwtDecrypt,
  calculateJwkThumbprint,
} from 'jose';
import { SignJWT as FromPart } from 'jose/jwt/sign';

const secret = new TextEncoder().encode('a secret of at least thirty-two bytes');
const at = new Date(1_700_000_010_000);
const token = () =>
  new SignJWT({ role: 'admin' })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(1_700_000_000)
    .setIssuer('shop')
    .setAudience('web')
    .setExpirationTime(1_700_000_060)
    .sign(secret);

export default [
  [
    'jose: HMAC tokens',
    async ({ log, rejects }) => {
      log(FromPart === SignJWT, await token());
      log(await jwtVerify(await token(), secret, { issuer: 'shop', audience: 'web', currentDate: at }));
      log(decodeJwt(await token()));
      await rejects(jwtVerify(await token(), secret, { currentDate: new Date(1_800_000_000_000) }));
      await rejects(
        jwtVerify(await token(), new TextEncoder().encode('another secret of at least 32 bytes.'), { currentDate: at }),
      );
      await rejects(jwtVerify(await token(), secret, { issuer: 'other', currentDate: at }));
      await rejects(jwtVerify('nonsense', secret));
      await rejects(jwtVerify(await token(), secret, { algorithms: ['RS256'], currentDate: at }));
    },
  ],
  [
    'jose: key pairs and key sets',
    async ({ log, rejects }) => {
      for (const alg of ['ES256', 'RS256', 'EdDSA', 'PS256']) {
        const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
        const jwk = { ...(await exportJWK(publicKey)), kid: alg, alg };
        log(alg, Object.keys(jwk).sort(), (await calculateJwkThumbprint(jwk)).length);
        const signed = await new SignJWT({ sub: 'ann' }).setProtectedHeader({ alg, kid: alg }).sign(privateKey);
        log(
          await jwtVerify(signed, createLocalJWKSet({ keys: [jwk] })).then(({ payload, protectedHeader }) => [
            payload,
            protectedHeader,
          ]),
        );
        await rejects(jwtVerify(signed, createLocalJWKSet({ keys: [{ ...jwk, kid: 'other' }] })));
      }
    },
  ],
  [
    'jose: encryption',
    async ({ log, rejects }) => {
      const key = new Uint8Array(32).fill(7);
      const jwe = await new CompactEncrypt(new TextEncoder().encode('hello'))
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .encrypt(key);
      const { plaintext, protectedHeader } = await compactDecrypt(jwe, key);
      log(new TextDecoder().decode(plaintext), protectedHeader, jwe.split('.').length);
      await rejects(compactDecrypt(jwe, new Uint8Array(32)));
      const jwt = await new EncryptJWT({ a: 1 })
        .setProtectedHeader({ alg: 'A256KW', enc: 'A128CBC-HS256' })
        .encrypt(key);
      log((await jwtDecrypt(jwt, key)).payload);
      log(new errors.JWTExpired('late', {}).code, Object.keys(errors).sort().join());
    },
  ],
];
