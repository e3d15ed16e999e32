/** What the payment provider knows about one charge. */
export interface Charge {
  /** The provider's own id of it. */
  id: string;
  status: 'succeeded' | 'declined';
}

/** The provider, somewhere on the internet. It charges whenever it is asked to, also twice for one reference. */
export interface Payments {
  /**
   * Charges a card.
   *
   * @param reference Your name for this charge; `find` knows it by it.
   * @throws when no reply came. Then nobody here knows whether the card was charged.
   */
  charge(request: { reference: string; amountCents: number; card: string }): Promise<Charge>;

  /** The charge with this reference, or undefined when the provider never got such a request. */
  find(reference: string): Promise<Charge | undefined>;
}
