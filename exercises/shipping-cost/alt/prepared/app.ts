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

/** The table turned around once for each set of rates: zone → its bands. */
class Tariff {
  private readonly zones = new Map<string, { upTo: number; price: number }[]>();

  private readonly rates: Rates;

  constructor(rates: Rates) {
    this.rates = rates;
    for (const { upToGrams, cents } of rates.bands)
      for (const [zone, price] of Object.entries(cents))
        this.zones.set(zone, [...(this.zones.get(zone) ?? []), { upTo: upToGrams, price }]);
  }

  quote({ zone, grams, longestSideCm, goodsCents, discountCents }: Parcel): Shipping {
    const bands = this.zones.get(zone);
    if (!bands) return { ok: false, reason: `There is no zone named ${zone}.` };
    const lighter = bands.filter(({ upTo }) => upTo < grams).length;
    if (lighter === bands.length) return { ok: false, reason: 'Heavier than our last band.' };
    const { freeFromCents, oversize } = this.rates;
    const surcharge = longestSideCm > oversize.overCm ? oversize.cents : 0;
    const free = goodsCents - discountCents >= freeFromCents;
    return { ok: true, cents: surcharge + (free ? 0 : bands[lighter]!.price) };
  }
}

export const shippingCost = (parcel: Parcel, rates: Rates): Shipping => new Tariff(rates).quote(parcel);
