import { customAlphabet, nanoid, urlAlphabet } from 'nanoid';
import { nanoid as fast } from 'nanoid/non-secure';
import ms from 'ms';
import semver from 'semver';
import * as uuid from 'uuid';
import { v4, v5, v7, validate } from 'uuid';

const { satisfies } = semver;

export default [
  [
    'uuid: shapes and versions',
    ({ log, attempt }) => {
      const ids = { v1: uuid.v1(), v4: v4(), v6: uuid.v6(), v7: v7() };
      for (const [name, id] of Object.entries(ids)) log(name, validate(id), uuid.version(id), id.length);
      log(
        v5('hello', v5.URL),
        uuid.v3('hello', uuid.v3.DNS),
        uuid.NIL,
        uuid.MAX,
        uuid.parse('00112233-4455-4677-8899-aabbccddeeff'),
      );
      attempt(() => uuid.parse('nonsense'));
    },
  ],
  [
    'uuid: given bytes and times',
    ({ log }) => {
      const random = Uint8Array.from({ length: 16 }, (_, index) => index);
      log(
        v4({ random }),
        v7({ random, msecs: 1_700_000_000_000, seq: 1 }),
        uuid.v1({ node: [1, 2, 3, 4, 5, 6], clockseq: 7, msecs: 1_700_000_000_000, nsecs: 8 }),
      );
      log(uuid.stringify(random.map((byte) => byte | 0x40)), uuid.v1ToV6('92f62d9e-22c4-11ef-97e9-325096b39f47'));
    },
  ],
  [
    'uuid: in order and unlike each other',
    ({ log }) => {
      const list = Array.from({ length: 200 }, () => v7());
      log(new Set(list).size, list.join() === list.toSorted().join(), validate('x'), validate(undefined));
    },
  ],
  [
    'nanoid: lengths and alphabets',
    ({ log }) => {
      log(
        nanoid().length,
        nanoid(10).length,
        /^[\w-]+$/.test(nanoid()),
        urlAlphabet.length,
        new Set(Array.from({ length: 500 }, () => nanoid())).size,
      );
    },
  ],
  [
    'nanoid: own alphabets',
    ({ log }) =>
      log(
        /^[ab]{5}$/.test(customAlphabet('ab', 5)()),
        customAlphabet('x', 3)(),
        customAlphabet('0123456789', 6)(4).length,
      ),
  ],
  ['nanoid: without the secure generator', ({ log }) => log(fast().length, fast(5).length)],
  [
    'ms: reads and writes times',
    ({ log, attempt }) => {
      log(
        ['2 days', '1d', '10h', '2.5 hrs', '-3 min', '1y', '100', 'soon'].map((text) => ms(text)),
        ms(60_000),
        ms(-90_000_000, { long: true }),
      );
      attempt(() => ms(''));
      attempt(() => ms({}));
    },
  ],
  ['ms: rounding', ({ log }) => log(ms(1500), ms(59_999), ms(86_400_000 * 3), ms(1000, { long: true }))],
  [
    'ms: large values',
    ({ log, attempt }) => {
      log(ms('53 weeks'), ms(1e15));
      attempt(() => ms('x'.repeat(200)));
    },
  ],
  [
    'semver: ranges',
    ({ log }) => {
      for (const range of ['^1.2.3', '~1.2', '1.x || >=2.5.0', '>1 <3', '*', '1.2.3 - 2'])
        log(
          range,
          semver.validRange(range),
          ['1.2.3', '1.9.0', '2.5.0', '3.0.0-beta.1'].map((version) => satisfies(version, range)),
        );
    },
  ],
  [
    'semver: versions',
    ({ log, attempt }) => {
      log(
        semver.inc('1.2.3', 'minor'),
        semver.inc('1.2.3', 'prerelease', 'rc'),
        semver.sort(['1.10.0', '1.9.0', '1.9.0-a']),
        semver.diff('1.0.0', '2.0.0'),
        semver.coerce('v3.4').version,
        semver.valid('1.2'),
      );
      attempt(() => new semver.SemVer('nonsense'));
    },
  ],
  [
    'semver: choosing',
    ({ log }) =>
      log(
        semver.maxSatisfying(['1.2.0', '1.3.0', '2.0.0'], '^1.0'),
        semver.minVersion('>=1.2 <2').version,
        semver.intersects('^1', '>=1.5'),
        semver.parse('1.2.3-b.1+c').prerelease,
      ),
  ],
];
