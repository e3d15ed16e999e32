import bcrypt, { compare, hash } from 'bcryptjs';

export default [
  [
    'bcryptjs: hashes and compares',
    async ({ log }) => {
      const salt = '$2b$04$abcdefghijklmnopqrstuu';
      log(bcrypt.hashSync('correct horse', salt), await hash('Größe', salt));
      const stored = await hash('secret', 4);
      log(stored.length, stored.slice(0, 7), await compare('secret', stored), await compare('Secret', stored));
      log(bcrypt.getRounds(stored), bcrypt.getSalt(salt + 'x'.repeat(31)), bcrypt.compareSync('x', 'not a hash'));
    },
  ],
  [
    'bcryptjs: refuses wrong arguments',
    async ({ attempt, rejects }) => {
      attempt(() => bcrypt.hashSync('a').length);
      attempt(() => bcrypt.hashSync('a', 'nonsense'));
      attempt(() => bcrypt.hashSync(1, 4));
      await rejects(compare('a', undefined));
      await rejects(hash(undefined, 4));
    },
  ],
  [
    'bcryptjs: salts, versions and long passwords',
    async ({ log }) => {
      const salts = await Promise.all([1, 2].map(() => bcrypt.genSalt(4)));
      log(salts[0] !== salts[1], salts[0].slice(0, 7), salts[0].length);
      log(bcrypt.compareSync('password', '$2a$04$n9k3Lx2CM2rgFUQhAZR5YuHYYXCvZsrYd26sqC8jI8C.vbqXjNQjS'));
      log(bcrypt.truncates('x'.repeat(72)), bcrypt.truncates('x'.repeat(73)));
      await new Promise((resolve) =>
        bcrypt.hash('a', 4, (error, value) => {
          log(error, value.length);
          resolve();
        }),
      );
    },
  ],
];
