/** The price table of a shop, as somebody there wrote it down. It changes every spring, so it is handed in. */
export interface Rates {
  /** From light to heavy. A band holds parcels up to and including `upToGrams`; `cents` has a price for each zone. */
  bands: { upToGrams: number; cents: Record<string, number> }[];
  /** Shipping is free from this amount on. */
  freeFromCents: number;
  /** A parcel whose longest side is over this many centimetres pays these cents on top. */
  oversize: { overCm: number; cents: number };
}

export interface Parcel {
  /** Where it goes, as the customer's page sent it: perhaps a zone of the table, perhaps not. */
  zone: string;
  /** Whole grams, at least 1. */
  grams: number;
  longestSideCm: number;
  /** What the goods cost before the discount, and how much of that is taken off. Whole cents. */
  goodsCents: number;
  discountCents: number;
}

export type Shipping = { ok: true; cents: number } | { ok: false; reason: string };

type Rule = (parcel: Parcel, rates: Rates) => string | number;

/** Each rule adds cents or gives a reason; a new rule is a new line of this list. */
const rules: Rule[] = [
  ({ zone }, { bands }) => (bands.every(({ cents }) => Object.keys(cents).includes(zone)) ? 0 : `No zone ${zone}.`),
  ({ grams }, { bands }) => (bands.some(({ upToGrams }) => upToGrams >= grams) ? 0 : 'Too heavy.'),
  (parcel, rates) => (isFree(parcel, rates) ? 0 : carriage(parcel, rates)),
  ({ longestSideCm }, { oversize }) => Number(longestSideCm > oversize.overCm) * oversize.cents,
];

const isFree = ({ goodsCents, discountCents }: Parcel, { freeFromCents }: Rates) =>
  goodsCents >= freeFromCents + discountCents;

const carriage = ({ grams, zone }: Parcel, { bands }: Rates): number =>
  bands.filter(({ upToGrams }) => upToGrams >= grams)[0]?.cents[zone] ?? 0;

export const shippingCost = (parcel: Parcel, rates: Rates): Shipping => {
  let total = 0;
  for (const rule of rules) {
    const said = rule(parcel, rates);
    if (typeof said === 'string') return { ok: false, reason: said };
    total += said;
  }
  return { ok: true, cents: total };
};
