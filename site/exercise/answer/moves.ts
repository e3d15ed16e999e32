/** Cards between two lists. Pure. */
export interface Lists {
  order: string[];
  aside: string[];
}

export type ListName = keyof Lists;

/** A place of a card: its list, and how many cards are before it. */
export interface Place {
  list: ListName;
  at: number;
}

export type Move = 'up' | 'down' | 'over';

/** The lists with the card of one place at another one, which is counted without that card. */
export function moveCard(lists: Lists, from: Place, to: Place): Lists {
  const card = lists[from.list][from.at];
  if (card === undefined) return lists;
  const left = { ...lists, [from.list]: lists[from.list].toSpliced(from.at, 1) };
  return { ...left, [to.list]: left[to.list].toSpliced(to.at, 0, card) };
}

/** Where a button or a key sends a card: to the end of the other list, or one place on, as far as there is one. */
export function targetOf(lists: Lists, { list, at }: Place, move: Move): Place {
  if (move === 'over') {
    const other = list === 'order' ? 'aside' : 'order';
    return { list: other, at: lists[other].length };
  }
  const last = lists[list].length - 1;
  return { list, at: Math.min(last, Math.max(0, at + (move === 'up' ? -1 : 1))) };
}

/** A name for each place that stays with its card: the id, counted where one is there more than once. */
export function keysIn(lists: Lists): Record<ListName, string[]> {
  const seen = new Map<string, number>();
  const named = (id: string) => {
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return times === 1 ? id : `${id}:${times}`;
  };
  return { order: lists.order.map(named), aside: lists.aside.map(named) };
}
