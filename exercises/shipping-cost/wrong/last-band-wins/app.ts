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

/** What it costs to send a parcel by the table, or why it cannot be sent. */
export function shippingCost(parcel: Parcel, rates: Rates): Shipping {
  let band: Rates['bands'][number] | undefined;
  for (const one of rates.bands) if (parcel.grams <= one.upToGrams) band = one;
  if (!band) return { ok: false, reason: 'This parcel is too heavy for us.' };
  // hasOwn, because every object also has a `constructor`.
  if (!Object.hasOwn(band.cents, parcel.zone)) return { ok: false, reason: `We do not ship to “${parcel.zone}”.` };

  const paidForGoods = parcel.goodsCents - parcel.discountCents;
  const carriage = paidForGoods >= rates.freeFromCents ? 0 : band.cents[parcel.zone]!;
  const oversize = parcel.longestSideCm > rates.oversize.overCm ? rates.oversize.cents : 0;
  return { ok: true, cents: carriage + oversize };
}
