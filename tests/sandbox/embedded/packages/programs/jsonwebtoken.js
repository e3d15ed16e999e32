import jwt from 'jsonwebtoken';

const now = 1_700_000_000;
export default [
  [
    'jsonwebtoken: signs and verifies',
    ({ log, attempt }) => {
      const token = jwt.sign({ sub: 'ann', role: 'admin', iat: now }, 'secret', {
        issuer: 'shop',
        audience: 'web',
        expiresIn: '1h',
      });
      log(token);
      log(jwt.decode(token, { complete: true }));
      attempt(() => jwt.verify(token, 'secret', { clockTimestamp: now + 10, issuer: 'shop', audience: 'web' }));
      for (const algorithm of ['HS256', 'HS384', 'HS512']) log(jwt.sign({ iat: now }, 'secret', { algorithm }));
    },
  ],
  [
    'jsonwebtoken: refuses what is expired, early, forged or for others',
    ({ log, attempt }) => {
      const token = jwt.sign({ sub: 'ann', iat: now }, 'secret', { expiresIn: 60, notBefore: 10 });
      attempt(() => jwt.verify(token, 'secret', { clockTimestamp: now + 100 }));
      attempt(() => jwt.verify(token, 'secret', { clockTimestamp: now }));
      attempt(() => jwt.verify(token, 'other', { clockTimestamp: now + 20 }));
      attempt(() => jwt.verify(token, 'secret', { clockTimestamp: now + 20, issuer: 'shop' }));
      attempt(() => jwt.verify(token, 'secret', { clockTimestamp: now + 20, algorithms: ['HS512'] }));
      attempt(() => jwt.verify('a.b', 'secret'));
      attempt(() => jwt.verify(token.replace(/\.[^.]*$/, '.'), 'secret', { clockTimestamp: now + 20 }));
      const none =
        [{ alg: 'none', typ: 'JWT' }, { sub: 'root' }]
          .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
          .join('.') + '.';
      attempt(() => jwt.verify(none, 'secret'));
      try {
        jwt.verify(token, 'secret', { clockTimestamp: now + 100 });
      } catch (error) {
        log(
          error instanceof jwt.TokenExpiredError,
          error instanceof jwt.JsonWebTokenError,
          error.name,
          error.expiredAt,
        );
      }
    },
  ],
  [
    'jsonwebtoken: options and callbacks',
    async ({ log, attempt }) => {
      attempt(() => jwt.sign({ exp: 1 }, 'secret', { expiresIn: 5 }));
      attempt(() => jwt.sign({}, 'secret', { expiresIn: 'soon' }));
      attempt(() => jwt.sign({ sub: 'a' }, 'secret', { subject: 'b' }));
      attempt(() => jwt.sign({}, ''));
      await new Promise((resolve) =>
        jwt.verify('x.y.z', 'k', (error, value) => {
          log(error, value);
          resolve();
        }),
      );
      await new Promise((resolve) =>
        jwt.sign({ a: 1, iat: now }, 'k', { keyid: 'k1', noTimestamp: false }, (error, token) => {
          log(error, token);
          resolve();
        }),
      );
      const keys = { k1: 'first', k2: 'second' };
      const token = jwt.sign({ iat: now }, keys.k2, { keyid: 'k2' });
      await new Promise((resolve) =>
        jwt.verify(
          token,
          (header, done) => done(null, keys[header.kid]),
          (error, value) => {
            log(error, value);
            resolve();
          },
        ),
      );
    },
  ],
];
