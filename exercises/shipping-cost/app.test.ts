import { describe, expect, test } from 'vitest';
import { explain } from '#testing';
import { shippingCost, type Parcel, type Rates } from './app.ts';

const thisYear: Rates = {
  bands: [
    { upToGrams: 2000, cents: { home: 490, europe: 990, world: 1990 } },
    { upToGrams: 5000, cents: { home: 690, europe: 1390, world: 2990 } },
    { upToGrams: 10_000, cents: { home: 990, europe: 1990, world: 4490 } },
    { upToGrams: 31_500, cents: { home: 1690, europe: 2990, world: 8990 } },
  ],
  freeFromCents: 5000,
  oversize: { overCm: 120, cents: 1500 },
};

/** Other numbers, another zone, and one band more. */
const nextYear: Rates = {
  bands: [
    { upToGrams: 750, cents: { home: 310, islands: 620 } },
    { upToGrams: 1500, cents: { home: 450, islands: 910 } },
    { upToGrams: 2500, cents: { home: 560, islands: 1130 } },
    { upToGrams: 7000, cents: { home: 780, islands: 1520 } },
    { upToGrams: 20_000, cents: { home: 1240, islands: 2660 } },
  ],
  freeFromCents: 7500,
  oversize: { overCm: 100, cents: 950 },
};

/** A parcel that needs nothing special: what a test is about, it says. */
const parcel = (special: Partial<Parcel>): Parcel => ({
  zone: 'home',
  grams: 500,
  longestSideCm: 80,
  goodsCents: 3000,
  discountCents: 0,
  ...special,
});

interface Quote {
  /** As it came back; nothing where there was an error. */
  answer?: unknown;
  cents?: number;
  refused: boolean;
  /** Words for it. */
  got: string;
}

function quote(special: Partial<Parcel>, rates = thisYear): Quote {
  let answer: unknown;
  try {
    answer = shippingCost(parcel(special), rates);
  } catch (error) {
    return { refused: false, got: `the error “${(error as Error).message}”` };
  }
  const { ok, cents } = (answer ?? {}) as { ok?: unknown; cents?: number };
  const refused = ok === false;
  if (ok === true && typeof cents === 'number') return { answer, cents, refused, got: `${grouped(cents)} cents` };
  if (ok === true) return { answer, refused, got: `{ ok: true, cents: ${String(cents)} }` };
  return { answer, refused, got: refused ? 'a refusal' : `${JSON.stringify(answer)}` };
}

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ',');

function describeParcel(special: Partial<Parcel>): string {
  const { zone, grams, longestSideCm, goodsCents, discountCents } = parcel(special);
  const discount = discountCents ? `, ${grouped(discountCents)} off` : '';
  return `${grouped(grams)} g to ${zone || '“”'}, ${longestSideCm} cm, goods for ${grouped(goodsCents)}${discount}`;
}

/** The rows of a table of tests, each with its parcel in words in front: that is what learners read. */
const named = <Rest extends unknown[]>(rows: [Partial<Parcel>, ...Rest][]) =>
  rows.map(([special, ...rest]) => [describeParcel(special), special, ...rest] as const);

describe('the band', () => {
  test.each(
    named<[number]>([
      [{ grams: 500 }, 490],
      [{ grams: 3000, zone: 'europe' }, 1390],
      [{ grams: 8000, zone: 'world' }, 4490],
      [{ grams: 20_000 }, 1690],
    ]),
  )('decides the price: %s', (_name, special, cents) => {
    const answer = quote(special);

    expect(
      answer.cents,
      explain({
        diagnosis: special.grams === 500 && answer.cents === 1690 && '500 g paid the price of the heaviest band',
        sent: describeParcel(special),
        got: answer.got,
        expected: `${grouped(cents)} cents`,
        because: 'the lightest band that holds a parcel is the one it pays for',
        look: 'how you find the band, and the column of the zone',
      }),
    ).toBe(cents);
  });

  test.each<[number, number]>([
    [1, 490],
    [1999, 490],
    [2000, 490],
    [2001, 690],
    [5000, 690],
    [5001, 990],
    [10_000, 990],
    [10_001, 1690],
    [31_500, 1690],
  ])('holds its upper border: %i g', (grams, cents) => {
    const answer = quote({ grams });

    const roundedDown = grams === 2001 && answer.cents === 490 && quote({ grams: 2600 }).cents === 690;
    expect(
      answer.cents,
      explain({
        diagnosis:
          grams === 2000 && answer.cents === 690
            ? '2.000 kg belongs to band 1'
            : roundedDown && '2.001 kg was rounded down into band 1',
        sent: describeParcel({ grams }),
        got: answer.got,
        expected: `${grouped(cents)} cents`,
        because: 'the table says “up to and including”',
        look: roundedDown ? 'the unit you compare in: the table is in grams' : 'the comparison with upToGrams',
      }),
    ).toBe(cents);
  });
});

describe('free shipping', () => {
  test.each(
    named<[number, string]>([
      [{ goodsCents: 4999 }, 490, 'one cent is missing'],
      [{ goodsCents: 5000 }, 0, '“5,000 or more” includes 5,000'],
      [{ goodsCents: 6000, zone: 'world', grams: 9000 }, 0, 'the rule names no zone and no weight'],
      [{ goodsCents: 6000, discountCents: 1100 }, 490, 'the customer pays 4,900 for the goods'],
      [{ goodsCents: 6000, discountCents: 1000 }, 0, 'the customer pays exactly 5,000 for the goods'],
      [{ goodsCents: 1000, discountCents: 9000 }, 490, 'the goods are free, and that is not 5,000'],
    ]),
  )('depends on what is paid for the goods: %s', (_name, special, cents, because) => {
    const answer = quote(special);

    const border = special.goodsCents === 5000 && answer.cents === 490;
    const before = special.discountCents === 1100 && answer.cents === 0;
    expect(
      answer.cents,
      explain({
        diagnosis: border ? 'Free from 5,000, but exactly 5,000 paid' : before && '4,900 after discount shipped free',
        sent: describeParcel(special),
        got: answer.got,
        expected: `${grouped(cents)} cents`,
        because,
        look: 'what you compare with freeFromCents, and how',
      }),
    ).toBe(cents);
  });
});

describe('the fee for long parcels', () => {
  test.each(
    named<[number, string]>([
      [{ longestSideCm: 120 }, 490, '“over 120” does not include 120'],
      [{ longestSideCm: 121 }, 1990, 'the fee comes on top'],
      [{ longestSideCm: 120.5, zone: 'europe' }, 2490, 'it is over 120, if only by a little'],
      [{ longestSideCm: 150, goodsCents: 8000 }, 1500, 'free shipping waives the price of the band alone'],
    ]),
  )('is added to everything else: %s', (_name, special, cents, because) => {
    const answer = quote(special);

    const border = special.longestSideCm === 120 && answer.cents === 1990;
    const skipped = special.goodsCents === 8000 && answer.cents === 0;
    expect(
      answer.cents,
      explain({
        diagnosis: border ? 'A side of exactly 120 cm paid the fee for longer ones' : skipped && 'Oversize still pays',
        sent: describeParcel(special),
        got: answer.got,
        expected: `${grouped(cents)} cents`,
        because,
        look: skipped ? 'what is skipped when shipping is free' : 'the comparison with overCm',
      }),
    ).toBe(cents);
  });
});

describe('the table', () => {
  test.each(
    named<[number]>([
      [{ grams: 500 }, 310],
      [{ grams: 2000 }, 560],
      [{ grams: 2500, zone: 'islands' }, 1130],
      [{ grams: 500, goodsCents: 7000 }, 310],
      [{ grams: 500, goodsCents: 7500 }, 0],
      [{ grams: 500, longestSideCm: 110 }, 1260],
    ]),
  )('comes from the table that was handed in: %s', (_name, special, cents) => {
    const answer = quote(special, nextYear);

    expect(
      answer.cents,
      explain({
        diagnosis:
          special.grams === 500 &&
          !special.goodsCents &&
          !special.longestSideCm &&
          answer.cents === 490 &&
          'Another table, and still the old price',
        sent: `${describeParcel(special)}, with next year's table`,
        got: answer.got,
        expected: `${grouped(cents)} cents`,
        because: 'the numbers change every spring, and the rules stay',
        look: 'numbers in your code that also stand in `rates`',
      }),
    ).toBe(cents);
  });
});

describe('what cannot be sent', () => {
  test.each(
    named([
      [{ zone: 'mars' }],
      [{ zone: '' }],
      [{ zone: 'Home' }],
      [{ zone: 'mars', goodsCents: 6000 }],
      [{ zone: 'constructor' }],
    ]),
  )('is refused for its zone: %s', (_name, special) => {
    const answer = quote(special);

    expectRefusal(answer, {
      diagnosis: zoneDiagnosis(special, answer),
      sent: describeParcel(special),
      because: 'the table has no such zone, and nobody would carry it there',
      look:
        special.zone === 'constructor'
          ? 'how you look the zone up: every object has keys that nobody wrote into the table'
          : 'what happens when the band has no price for the zone, and whether that is asked first',
    });
  });

  test.each(named([[{ grams: 31_501 }], [{ grams: 31_501, goodsCents: 6000 }], [{ grams: 40_000 }]]))(
    'is refused for its weight: %s',
    (_name, special) => {
      const answer = quote(special);

      const heavy = special.grams === 31_501 && !special.goodsCents;
      expectRefusal(answer, {
        diagnosis:
          heavy && answer.cents === 1690 && quote({ grams: 40_000 }).cents === 1690
            ? '31.501 kg was sent at the price of 31.500'
            : heavy && answer.cents === 0
              ? '31.501 kg was sent for nothing'
              : heavy && /^the error .*undefined/.test(answer.got) && 'A parcel that no band holds threw an error',
        sent: describeParcel(special),
        because: 'no band of the table holds it',
        look: 'what you do when no band is found',
      });
    },
  );

  test.each(named([[{ zone: 'mars' }], [{ grams: 31_501 }]]))('is said in words: %s', (_name, special) => {
    const { answer, got } = quote(special);

    expect(
      answer,
      explain({
        sent: describeParcel(special),
        got: JSON.stringify(answer) ?? got,
        expected: '{ ok: false, reason: … } with a reason in words',
        because: 'the customer has to read why',
        look: 'what you return for a refusal',
      }),
    ).toEqual({ ok: false, reason: expect.stringMatching(/\w/) });
  });
});

describe('a heavier parcel', () => {
  // Not a list of examples: a rule that holds for every weight of every table.
  test.each([
    ['this year', thisYear],
    ['next year', nextYear],
  ])('never costs less than a lighter one: %s', (year, rates) => {
    for (const zone of Object.keys(rates.bands[0]!.cents)) {
      const prices = weightsOf(rates).map((grams) => ({ grams, ...quote({ grams, zone }, rates) }));
      const at = prices.findIndex(({ cents }, index) => index > 0 && !(cents! >= (prices[index - 1]!.cents ?? 0)));
      const [lighter, heavier] = [prices[at - 1], prices[at]];

      expect(
        heavier?.grams,
        explain({
          sent: `${grouped(heavier?.grams ?? 0)} g to ${zone}, with the table of ${year}`,
          got: heavier?.got ?? 'a price',
          expected: `${grouped(lighter?.cents ?? 0)} cents or more`,
          because: `${grouped(lighter?.grams ?? 0)} g cost that much, and heavier is never cheaper`,
          look: 'what changes between these two weights',
        }),
      ).toBeUndefined();
    }
  });
});

/** Every 250 g, and both sides of each border. */
function weightsOf({ bands }: Rates): number[] {
  const most = bands.at(-1)!.upToGrams;
  const steps = Array.from({ length: most / 250 }, (_, index) => (index + 1) * 250);
  const borders = bands.flatMap(({ upToGrams }) => [upToGrams - 1, upToGrams, upToGrams + 1]);
  return [1, ...steps, ...borders].filter((grams) => grams <= most).toSorted((a, b) => a - b);
}

function zoneDiagnosis({ zone, goodsCents }: Partial<Parcel>, { cents, refused }: Quote) {
  if (zone === 'mars' && !goodsCents && cents === 0) return 'Mars was free';
  if (zone === 'mars' && !goodsCents && cents === 1990) return 'Mars paid the price of the world';
  if (zone === 'mars' && goodsCents && cents === 0 && quote({ zone }).refused)
    return 'Free shipping hid an unknown zone';
  return zone === 'constructor' && !refused && quote({ zone: 'mars' }).refused && '‘constructor’ passed for a zone';
}

function expectRefusal(
  { refused, got }: Quote,
  words: { diagnosis: string | false; sent: string; because: string; look: string },
) {
  expect(refused, explain({ got, expected: 'a refusal, { ok: false, reason: … }', ...words })).toBe(true);
}
