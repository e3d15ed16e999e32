import { createHash, createHmac, randomBytes, scryptSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { createPasswords } from './passwords.ts';
import type { Cost } from './record.ts';

/** Cheap, so that the suite is quick. A real site takes N = 2 ** 17. */
const today: Cost = { N: 16, r: 8, p: 1 };
const phrase = 'the fern drinks at noon';

function setUp({ cost = today, blocklist = ['passwordpassword', 'iloveyouiloveyou'] } = {}) {
  return createPasswords({ cost, blocklist: new Set(blocklist) });
}

/** A record as another program would have written it, with a cost of its own. */
function recordOf(password: string, { N, r, p }: Cost, length = 32): string {
  const salt = randomBytes(16);
  const key = scryptSync(password, salt, length, { N, r, p });
  return ['scrypt', N, r, p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** The parts of a record, read without the help of the exercise's own code. */
function partsOf(record: unknown) {
  const found = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(String(record));
  if (!found) return undefined;
  const [N, r, p] = found.slice(1, 4).map(Number) as [number, number, number];
  return { cost: { N, r, p }, salt: Buffer.from(found[4]!, 'base64url'), key: Buffer.from(found[5]!, 'base64url') };
}

/** Is there a value in the text that one round of a fast hash makes of the password? */
function isFast(text: string, password: string, salt = Buffer.alloc(0)): boolean {
  const inputs = [password, password + text.split('$')[4], text.split('$')[4] + password];
  const bytes = [Buffer.concat([salt, Buffer.from(password)]), Buffer.concat([Buffer.from(password), salt])];
  return ['md5', 'sha1', 'sha256', 'sha512'].some((name) =>
    [...inputs.map((input) => Buffer.from(input)), ...bytes]
      .map((input) => createHash(name).update(input).digest())
      .concat(createHmac(name, salt).update(password).digest())
      .some((value) => [value.toString('hex'), value.toString('base64url')].some((form) => text.includes(form))),
  );
}

/** Was the key made with scrypt, from this password and what else stands in the record? */
function isScrypt(record: string, password: string): boolean {
  const { cost, salt, key } = partsOf(record) ?? {};
  return Boolean(key) && scryptSync(password, salt!, key!.length, cost).equals(key!);
}

/** Do hash and verify work together, as long as nothing unusual is asked of them? */
async function workTogether(passwords: ReturnType<typeof setUp>): Promise<boolean> {
  const record = await passwords.hash(phrase);
  return isScrypt(record, phrase) && (await passwords.verify(phrase, record)).valid;
}

const fast = 'Fast hash: billions of guesses';

/** A value as a learner reads it. Salts and keys are random, and would make each report another one. */
function show(value: unknown): string {
  const parts = partsOf(value);
  if (parts) return `${startOf(value)}$, a salt of ${parts.salt.length} bytes and a key of ${parts.key.length}`;
  return (typeof value === 'string' ? value.slice(0, 120) : JSON.stringify(value)) ?? 'undefined';
}

/** `scrypt$16$8$1` of a record, and any other text as it is. */
const startOf = (record: unknown) => String(record).split('$').slice(0, 4).join('$');

/** What a promise gives, or the error that it ends with: a test can speak of both. */
const outcomeOf = (work: Promise<unknown>): Promise<unknown> =>
  work.catch((error: Error) => `an error: ${error.message}`);

const inWords = (password: string) =>
  password.length > 40 ? `${password.length} letters that end in ‘${password.at(-1)}’` : `'${password}'`;

describe('hash', () => {
  test('gives a record with its cost, its salt and its key', async () => {
    const record = await setUp().hash(phrase);

    const parts = partsOf(record);
    expect(
      parts?.cost,
      explain({
        diagnosis: !parts && isFast(String(record), phrase) && fast,
        sent: `hash('${phrase}') with N = 16, r = 8, p = 1`,
        got: show(record),
        expected: 'scrypt$16$8$1$, then a salt and a key',
        because: 'verify has to know how a record was made',
        look: 'what hash returns: writeRecord makes this text',
      }),
    ).toEqual(today);
  });

  test.each([phrase, 'fünf farne trinken mittags'])('makes the key of “%s” with scrypt', async (password) => {
    const record = await setUp().hash(password);

    expect(
      isScrypt(record, password) ? 'a key from scrypt' : 'another key',
      explain({
        diagnosis: isFast(String(record), password, partsOf(record)?.salt) && fast,
        sent: `hash('${password}')`,
        got: show(record),
        expected: 'the key that scrypt makes of this password, this salt and this cost',
        because: 'each guess should cost a thief time and memory',
        look: 'the line that makes the key',
      }),
    ).toBe('a key from scrypt');
  });

  test('uses the cost of the settings', async () => {
    const record = await setUp({ cost: { N: 64, r: 4, p: 2 } }).hash(phrase);

    const cost = partsOf(record)?.cost;
    expect(
      cost,
      explain({
        diagnosis: cost?.N !== 64 && 'Cost of the settings was not used',
        sent: 'hash() with N = 64, r = 4, p = 2 in the settings',
        got: show(record),
        expected: 'a record that begins with scrypt$64$4$2$',
        because: 'the owner raises the cost as computers get faster',
        look: 'where N, r and p come from in hash',
      }),
    ).toEqual({ N: 64, r: 4, p: 2 });
    expect(
      isScrypt(record, phrase) ? 'a key of this cost' : 'a key of another cost',
      explain({
        sent: 'hash() with N = 64, r = 4, p = 2 in the settings',
        got: `${show(record)}, made at another cost`,
        expected: 'a key made with the cost that the record names',
        because: 'otherwise nobody can make the key again',
        look: 'the options that scrypt gets: all three of N, r and p',
      }),
    ).toBe('a key of this cost');
  });

  test('gives two records for one password', async () => {
    const passwords = setUp();

    const [first, second] = [await passwords.hash(phrase), await passwords.hash(phrase)];

    expect(
      first === second ? 'one record' : 'two records',
      explain({
        diagnosis: first === second && 'Same password, same record',
        sent: `hash('${phrase}'), twice`,
        got: `one and the same record, both times: ${show(first)}`,
        expected: 'two different records',
        because: 'equal records show who shares a password, and one guess would test all users',
        look: 'where the salt is made: once for each record, at random',
      }),
    ).toBe('two records');
  });

  test('has a salt of 16 bytes and a key of 32, or more', async () => {
    const parts = partsOf(await setUp().hash(phrase));

    const lengths = { salt: parts?.salt.length ?? 0, key: parts?.key.length ?? 0 };
    expect(
      lengths.salt >= 16 && lengths.key >= 32,
      explain({
        sent: `hash('${phrase}')`,
        got: `a salt of ${lengths.salt} bytes and a key of ${lengths.key}`,
        expected: 'at least 16 and 32',
        because: 'short salts repeat, short keys can be met by chance',
        look: 'the two lengths in hash',
      }),
    ).toBe(true);
  });

  // No smaller cost needs 32 MiB. A busy computer may take seconds for it, where scrypt runs in JavaScript.
  test('has room for a cost that needs more than 32 MiB', { timeout: 15_000 }, async () => {
    const passwords = setUp({ cost: { N: 2 ** 15, r: 8, p: 1 } });

    const outcome = await outcomeOf(passwords.hash(phrase));

    expect(
      startOf(outcome),
      explain({
        diagnosis:
          /memory limit|maxmem|ERR_CRYPTO_INVALID_SCRYPT/i.test(String(outcome)) && 'Node stopped scrypt at 32 MiB',
        sent: 'hash() with N = 2 ** 15, r = 8, p = 1 in the settings',
        got: show(outcome),
        expected: 'a record that begins with scrypt$32768$8$1$',
        because: 'scrypt needs 128 · N · r bytes, and Node allows more only when asked',
        look: 'the option `maxmem` of scrypt',
      }),
    ).toBe('scrypt$32768$8$1');
  });

  test.each(['hash', 'verify'] as const)('lets the server answer others while %s works', async (name) => {
    const passwords = setUp();
    const record = await passwords.hash(phrase);

    let done = false;
    const work: Promise<unknown> = name === 'hash' ? passwords.hash(phrase) : passwords.verify(phrase, record);
    const working = work.then(() => (done = true));
    // Promises that wait for nothing outside are all settled after a few of these turns.
    for (let turn = 0; turn < 100; turn += 1) await Promise.resolve();
    const doneAtOnce = done;
    await working;
    const slow = isScrypt(await passwords.hash(phrase), phrase);

    expect(
      doneAtOnce ? 'done before anybody else had a turn' : 'done later',
      explain({
        diagnosis: doneAtOnce && slow && 'Nobody else was answered meanwhile',
        sent: `${name}(), and looked at it before the event loop turned`,
        got: doneAtOnce ? 'the result: the one thread did all the work' : 'nothing yet',
        expected: 'a promise that is still open',
        because: 'each login would hold up every other request',
        look: 'scryptSync: scrypt works beside your thread',
      }),
    ).toBe('done later');
  });
});

describe('verify', () => {
  test('knows the right password, and no other', async () => {
    const passwords = setUp();
    const record = await passwords.hash(phrase);

    const right = await passwords.verify(phrase, record);
    const wrong = await passwords.verify('the fern drinks at ten', record);

    expect(
      { right: right.valid, wrong: wrong.valid },
      explain({
        diagnosis: !right.valid && isScrypt(record, phrase) && 'The right password did not fit',
        sent: `verify() with '${phrase}', then with 'the fern drinks at ten', and the record of the first`,
        got: `${show(right)}, then ${show(wrong)}`,
        expected: 'valid: true, then valid: false',
        because: 'only the password that was stored may open the account',
        look: 'how verify compares two keys: === asks whether two Buffers are one object',
      }),
    ).toEqual({ right: true, wrong: false });
  });

  test.each([32, 64])('knows the password of a record whose key has %i bytes', async (length) => {
    const passwords = setUp();
    const outcome = await outcomeOf(passwords.verify(phrase, recordOf(phrase, today, length)));
    const threw = /same byte length/.test(String(outcome));
    const fits = show(outcome) === '{"valid":true,"rehash":true}';

    expect(
      outcome,
      explain({
        diagnosis: threw && (await workTogether(passwords)) && 'A key of another length threw an error',
        sent: `the right password, for a record whose key has ${length} bytes`,
        got: show(outcome),
        expected: '{"valid":true,"rehash":false}',
        because: fits
          ? 'the record was made with the cost of today, and its key may have another length'
          : 'the keys of a table need not all be as long as those made today',
        look: fits
          ? 'how rehash compares two costs: `!==` between two objects asks whether they are one and the same'
          : 'the length that verify asks scrypt for',
      }),
    ).toEqual({ valid: true, rehash: false });
  });

  test.each([
    ['its 80th letter', 'a'.repeat(80), `${'a'.repeat(79)}b`, 'First 72 bytes sufficed'],
    ['its 1000th letter', 'a'.repeat(1000), `${'a'.repeat(999)}b`, false],
    ['its capitals', 'The Fern Drinks At Noon', phrase, 'Capitals made no difference'],
    ['the space at its end', `${phrase} `, phrase, 'Spaces at the ends made no difference'],
  ] as const)('looks at the whole password, also at %s', async (_what, password, other, diagnosis) => {
    const passwords = setUp();
    const record = await passwords.hash(password);

    const { valid } = await passwords.verify(other, record);

    expect(
      valid,
      explain({
        diagnosis: valid && diagnosis,
        sent: `${inWords(other)} to verify(), with the record of ${inWords(password)}`,
        got: `valid: ${valid}`,
        expected: 'valid: false',
        because: 'whatever is left out makes guessing shorter',
        look: 'what happens to the password before scrypt gets it',
      }),
    ).toBe(false);
  });

  test('takes an é for an é, whichever keyboard it comes from', async () => {
    const passwords = setUp();
    const [composed, decomposed] = ['café au lait, deux', 'cafe\u0301 au lait, deux'];
    const one = await passwords.verify(decomposed, await passwords.hash(composed));
    const other = await passwords.verify(composed, await passwords.hash(decomposed));
    const same = await workTogether(passwords);

    expect(
      [one.valid, other.valid],
      explain({
        diagnosis: same && !(one.valid && other.valid) && 'é from another keyboard was refused',
        sent: 'a password with é as one character, and the same with e and an accent',
        got: `valid: ${one.valid} one way, valid: ${other.valid} the other`,
        expected: 'valid: true both ways',
        because: 'people see one letter and cannot know which one they typed',
        look: "password.normalize('NFC'), in hash and in verify",
      }),
    ).toEqual([true, true]);
  });

  test.each<[string, Cost]>([
    ['another N', { ...today, N: 8 }],
    ['another r', { ...today, r: 4 }],
    ['another p', { ...today, p: 2 }],
  ])('opens a record of last year, made with %s, and asks to renew it', async (what, lastYear) => {
    const record = recordOf(phrase, lastYear);

    const passwords = setUp();
    const answer = await passwords.verify(phrase, record);

    expect(
      answer.valid,
      explain({
        diagnosis: !answer.valid && (await workTogether(passwords)) && 'Records of last year let nobody in',
        sent: `the right password, for a record made with ${what}: ${show(record)}`,
        got: show(answer),
        expected: 'valid: true',
        because: 'a raised cost must not lock out those who signed up before',
        look: 'whose cost verify gives to scrypt: the record brings its own',
      }),
    ).toBe(true);
    expect(
      answer.rehash,
      explain({
        diagnosis: !answer.rehash && 'Old record was never renewed',
        sent: `the right password, for a record made with ${what}; today's cost is N = 16, r = 8, p = 1`,
        got: show(answer),
        expected: 'rehash: true',
        because: 'a login is the one moment when the password is known',
        look: 'the comparison of N, r and p with the settings',
      }),
    ).toBe(true);
  });

  test('asks to renew nothing that is up to date', async () => {
    const answer = await setUp().verify(phrase, recordOf(phrase, today));

    expect(
      answer,
      explain({
        sent: "the right password for a record made with today's cost",
        got: show(answer),
        expected: '{"valid":true,"rehash":false}',
        because: 'a new record at each login is work without a gain',
        look: 'the comparison of N, r and p with the settings',
      }),
    ).toEqual({ valid: true, rehash: false });
  });

  test('asks to renew nothing for a wrong password', async () => {
    const answer = await setUp().verify('the fern drinks at ten', recordOf(phrase, { ...today, N: 8 }));

    expect(
      answer,
      explain({
        diagnosis: answer.rehash && 'Asked to store a wrong password',
        sent: 'a wrong password for a record made with N = 8; today N is 16',
        got: show(answer),
        expected: '{"valid":false,"rehash":false}',
        because: 'a caller who obeys would store the password of whoever guessed',
        look: 'the condition of rehash: the cost alone is not enough',
      }),
    ).toEqual({ valid: false, rehash: false });
  });

  test.each([
    ['an empty text', ''],
    ['a word', 'hunter2'],
    ['a record cut off in the middle', 'scrypt$16$8$1$c2FsdHNhbHRzYWx0'],
    ['a record with an empty key', 'scrypt$16$8$1$c2FsdHNhbHRzYWx0c2FsdA$'],
  ])('lets nobody in with %s for a record', async (what, record) => {
    const answer = await outcomeOf(setUp().verify(phrase, record));

    expect(
      answer,
      explain({
        diagnosis: typeof answer === 'string' && 'An unreadable record threw an error',
        sent: `verify() with ${what} for a record: '${record}'`,
        got: show(answer),
        expected: '{"valid":false,"rehash":false}',
        because: 'a damaged row is one account that cannot log in, not a server that breaks',
        look: 'what verify does when readRecord gives undefined',
      }),
    ).toEqual({ valid: false, rehash: false });
  });
});

describe('findFault', () => {
  test.each([
    ['1 character', 'x', false],
    ['14 characters', 'a fern at noon', false],
    ['14 characters with a digit, a capital and a symbol', 'A fern at 12!!', false],
    ['8 emoji', '🌿'.repeat(8), '8 emoji counted as 16 characters'],
    ['14 emoji', '🌿'.repeat(14), false],
  ] as const)('refuses %s', (what, password, diagnosis) => {
    const fault = setUp().findFault(password);

    expect(
      fault,
      explain({
        diagnosis: fault === undefined && diagnosis,
        sent: `findFault('${password}'), ${what}`,
        got: show(fault),
        expected: "'too-short'",
        because: 'short passwords can all be tried, whatever they are made of',
        look: 'how findFault counts characters: [...text] cuts a text into them',
      }),
    ).toBe('too-short');
  });

  test.each([
    ['15 small letters', 'afernatnoonsips'],
    ['15 characters with spaces', 'a fern at noon!'],
    ['15 digits', '314159265358979'],
    ['15 emoji', '🌿'.repeat(15)],
    ['200 letters', 'fern '.repeat(40)],
  ])('accepts %s', (what, password) => {
    const fault = setUp().findFault(password);

    expect(
      fault,
      explain({
        diagnosis: fault !== undefined && /^[a-z ]+$|^\d+$/.test(password) && 'Length, not symbols',
        sent: `findFault('${password.slice(0, 30)}'), ${what}`,
        got: show(fault),
        expected: 'undefined',
        because: 'rules about symbols make passwords alike; length makes them hard to guess',
        look: 'every condition of findFault besides the length and the blocklist',
      }),
    ).toBe(undefined);
  });

  test.each([
    ['the first one', 'passwordpassword', false],
    ['the second one', 'iloveyouiloveyou', false],
    ['with a capital', 'Passwordpassword', 'One capital got around the blocklist'],
  ] as const)('knows a password of the blocklist, %s', (_what, password, diagnosis) => {
    const fault = setUp().findFault(password);

    expect(
      fault,
      explain({
        diagnosis: fault === undefined && diagnosis,
        sent: `findFault('${password}'); the blocklist has 'passwordpassword' and 'iloveyouiloveyou'`,
        got: show(fault),
        expected: "'known'",
        because: 'lists of leaked passwords are what a thief tries first',
        look: 'what findFault asks the blocklist for: its entries are in small letters',
      }),
    ).toBe('known');
  });

  test('asks for the whole password, not for a part of it', () => {
    const fault = setUp().findFault('my passwordpassword is a fern');

    expect(
      fault,
      explain({
        diagnosis: fault === 'known' && 'One known word spoiled a long phrase',
        sent: "findFault('my passwordpassword is a fern')",
        got: show(fault),
        expected: 'undefined',
        because: 'a phrase is not known because one word of it is',
        look: 'how findFault asks the blocklist: has() compares the whole',
      }),
    ).toBe(undefined);
  });
});
