import { useEffect, useRef, useState } from 'preact/hooks';
import { moveCard, type ListName, type Lists, type Place } from './moves.ts';

interface Held {
  from: Place;
  pointer: number;
  /** Where the pointer took hold: a click is no drag. */
  start: { x: number; y: number };
  /** Where the card would come to lie; nothing before it has moved. */
  to?: Place;
}

const slack = 5;

/**
 * Cards follow a mouse, a pen or a finger between lists marked `data-list` of cards marked `data-place`; a finger takes
 * hold at `.grip`, so that it can scroll elsewhere. The lists are drawn as they would be; letting go says so, Escape and
 * a lost pointer leave all as it was.
 */
export function useDrag(lists: Lists, onDrop: (from: Place, to: Place) => void) {
  const held = useRef<Held | undefined>(undefined);
  const [, draw] = useState(0);
  const redraw = () => draw((times) => times + 1);
  const giveUp = () => {
    const dragged = held.current?.to;
    held.current = undefined;
    if (dragged) redraw();
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => void (event.key === 'Escape' && giveUp());
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button === 0 && !held.current) held.current = takenBy(event);
    },
    onPointerMove(event: PointerEvent) {
      const { current } = held;
      if (event.pointerId !== current?.pointer) return;
      const { start, from, to } = current;
      if (!to && Math.hypot(event.clientX - start.x, event.clientY - start.y) < slack) return;
      const root = event.currentTarget as HTMLElement;
      root.setPointerCapture(event.pointerId);
      getSelection()?.removeAllRanges();
      scrollNear(root, event.clientY);
      const place = placeAt(event, lists, from, to ?? from);
      current.to = place;
      if (!to || place.list !== to.list || place.at !== to.at) redraw();
    },
    onPointerUp(event: PointerEvent) {
      const { current } = held;
      if (event.pointerId !== current?.pointer) return;
      giveUp();
      if (current.to) onDrop(current.from, current.to);
    },
    onPointerCancel: giveUp,
  };
  const { from, to } = held.current ?? {};
  return { handlers, dragged: from && to, shown: from && to ? moveCard(lists, from, to) : lists };
}

/** The card that a pointer takes hold of; nothing where it presses a button, or is a finger that wants to scroll. */
function takenBy({ target, pointerType, pointerId, clientX, clientY }: PointerEvent): Held | undefined {
  const element = target as Element;
  const card = element.closest<HTMLElement>('[data-place]');
  const list = element.closest<HTMLElement>('[data-list]')?.dataset['list'] as ListName | undefined;
  const holds = pointerType === 'mouse' ? !element.closest('button') : element.closest('.grip');
  if (!card || !list || !holds) return undefined;
  const from = { list, at: Number(card.dataset['place']) };
  return { from, pointer: pointerId, start: { x: clientX, y: clientY } };
}

/** The place that the pointer is over, counted without the card that is held, which is drawn at `now`. */
function placeAt({ clientX, clientY }: PointerEvent, lists: Lists, from: Place, now: Place): Place {
  const target = document.elementFromPoint(clientX, clientY);
  const list = target?.closest<HTMLElement>('[data-list]')?.dataset['list'] as ListName | undefined;
  if (!target || !list) return now;
  const card = target.closest<HTMLElement>('[data-place]');
  const count = lists[list].length - (from.list === list ? 1 : 0);
  if (!card) return now.list === list ? now : { list, at: count };
  const at = Number(card.dataset['place']);
  if (list === now.list && at === now.at) return now;
  const { top, height } = card.getBoundingClientRect();
  const without = list === now.list && at > now.at ? at - 1 : at;
  return { list, at: Math.min(count, clientY < top + height / 2 ? without : without + 1) };
}

/** Near an edge there may be more of the lists. */
function scrollNear(root: HTMLElement, y: number): void {
  const box = root.closest('.answer-view');
  if (!box) return;
  const { top, bottom } = box.getBoundingClientRect();
  if (y < top + 40) box.scrollBy(0, -12);
  else if (y > bottom - 40) box.scrollBy(0, 12);
}
