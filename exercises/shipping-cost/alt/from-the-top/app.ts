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

/** Walks from the heaviest band down, for as long as the parcel still fits. Throws inside, answers outside. */
export function shippingCost(parcel: Parcel, rates: Rates): Shipping {
  try {
    return { ok: true, cents: oversizeFee(parcel, rates) + carriage(parcel, rates) };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}

function carriage(parcel: Parcel, { bands, freeFromCents }: Rates): number {
  let price: number | undefined;
  for (const { upToGrams, cents } of [...bands].reverse()) {
    if (parcel.grams > upToGrams) break;
    price = Object.entries(cents).find(([zone]) => zone === parcel.zone)?.[1];
    if (price === undefined) throw new Error('Unknown zone.');
  }
  if (price === undefined) throw new Error('Too heavy.');
  const toPay = Math.max(0, parcel.goodsCents - parcel.discountCents);
  return toPay < freeFromCents ? price : 0;
}

const oversizeFee = ({ longestSideCm }: Parcel, { oversize: { overCm, cents } }: Rates) =>
  longestSideCm <= overCm ? 0 : cents;
