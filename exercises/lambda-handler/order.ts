/** Reads an order that somebody sent as JSON text; undefined when it is none. */
export function readOrder(text: string): { item: string; quantity: number } | undefined {
  try {
    const { item, quantity } = JSON.parse(text);
    const fits = typeof item === 'string' && item !== '' && Number.isInteger(quantity) && quantity >= 1;
    return fits ? { item, quantity } : undefined;
  } catch {
    return undefined;
  }
}
