import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { writeOrder } from '../../../sandbox/answers/write.ts';
import { Icon, Words } from '../words.tsx';
import { useDrag } from './drag.ts';
import { keysIn, moveCard, targetOf, type ListName, type Lists, type Move, type Place } from './moves.ts';
import type { Writing } from './view.tsx';

const names: Record<ListName, string> = { order: 'Your order', aside: 'Left aside' };
const arrows: Record<string, Move> = { ArrowUp: 'up', ArrowDown: 'down', ArrowLeft: 'over', ArrowRight: 'over' };

/** The cards to be put in order: by dragging, by buttons, and with Alt and the arrow keys. */
export function Cards({ sheet, answer, write, say }: Writing) {
  const root = useRef<HTMLDivElement>(null);
  const lists: Lists = { order: answer.order, aside: answer.aside };
  const textOf = (id: string) => sheet.cards.find((card) => card.id === id)?.text;
  const focusOn = useFocus(root);
  const move = (from: Place, to: Place) => {
    const moved = moveCard(lists, from, to);
    write('order', (text) => writeOrder(text, sheet, moved));
    const where = to.list === 'order' ? `step ${to.at + 1} of ${moved.order.length}` : 'left aside';
    const id = moved[to.list][to.at]!;
    say(`${textOf(id) ?? id}: ${where}`);
  };
  const isOther = (from: Place, to: Place) => from.list !== to.list || from.at !== to.at;
  const { handlers, dragged, shown } = useDrag(lists, (from, to) => isOther(from, to) && move(from, to));
  const keys = keysIn(shown);
  const act = (place: Place, how: Move, button: string = how) => {
    const to = targetOf(lists, place, how);
    if (!isOther(place, to)) return;
    focusOn(to, button);
    move(place, to);
  };
  const onKey = (event: KeyboardEvent) => {
    const place = placeOf(event.target as Element);
    const how = event.altKey && arrows[event.key];
    if (!place || !how) return;
    event.preventDefault();
    act(place, how, (event.target as HTMLElement).dataset['move'] as Move);
  };
  return (
    <div class="cards" ref={root} {...handlers} onKeyDown={onKey}>
      <p class="aside answer-help">
        Drag a card, or use its buttons. With one of them in focus, Alt and the arrow keys move the card as well.
      </p>
      {(['order', 'aside'] as const).map((list) => (
        <section key={list} aria-label={names[list]}>
          <h2 class="answer-head">{names[list]}</h2>
          <ol class={`card-list ${list}`} data-list={list}>
            {shown[list].length === 0 && (
              <li class="card-none aside">{list === 'order' ? 'No step yet' : 'No card'}</li>
            )}
            {shown[list].map((id, at) => (
              <Card
                key={keys[list][at]}
                id={id}
                text={textOf(id)}
                place={{ list, at }}
                last={at === shown[list].length - 1}
                dragged={dragged?.list === list && dragged.at === at}
                onMove={(how) => act({ list, at }, how)}
              />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

/** Gives a card's button the focus as soon as its move is drawn: the next key may be on its way. */
function useFocus(root: RefObject<HTMLElement>): (to: Place, button: string) => void {
  const wanted = useRef<{ to: Place; button: string } | undefined>(undefined);
  useLayoutEffect(() => {
    const { to, button } = wanted.current ?? {};
    wanted.current = undefined;
    if (!to) return;
    const card = root.current?.querySelector(`[data-list="${to.list}"] [data-place="${to.at}"]`);
    const same = card?.querySelector<HTMLElement>(`[data-move="${button}"]:not(:disabled)`);
    (same ?? card?.querySelector<HTMLElement>('[data-move="over"]'))?.focus();
  });
  return (to, button) => void (wanted.current = { to, button });
}

interface CardProps {
  id: string;
  /** Nothing where the sheet has no such card. */
  text: string | undefined;
  place: Place;
  last: boolean;
  dragged: boolean;
  onMove(move: Move): void;
}

function Card({ id, text, place, last, dragged, onMove }: CardProps) {
  const ordered = place.list === 'order';
  const name = text ?? id;
  return (
    <li class="card" data-place={place.at} data-dragged={dragged || undefined}>
      <span class="grip" aria-hidden="true">
        ⠿
      </span>
      <span class="card-step">{ordered && place.at + 1}</span>
      <span class="card-text">
        {text === undefined ? 'There is no such card' : <Words text={text} />} <code class="card-id">{id}</code>
      </span>
      <span class="card-moves">
        {ordered && (
          <>
            <button type="button" class="icon-button" data-move="up" disabled={place.at === 0} aria-label={`Up: ${name}`} onClick={() => onMove('up')}>
              <Icon name="up" />
            </button>
            <button type="button" class="icon-button" data-move="down" disabled={last} aria-label={`Down: ${name}`} onClick={() => onMove('down')}>
              <Icon name="down" />
            </button>
          </>
        )}
        <button type="button" class={ordered ? 'icon-button' : 'quiet small'} data-move="over" aria-label={ordered ? `Leave aside: ${name}` : `Use: ${name}`} onClick={() => onMove('over')}>
          {ordered ? <Icon name="failed" /> : 'Use'}
        </button>
      </span>
    </li>
  );
} // prettier-ignore

function placeOf(target: Element): Place | undefined {
  const card = target.closest<HTMLElement>('[data-place]');
  const list = target.closest<HTMLElement>('[data-list]');
  if (!card || !list) return undefined;
  return { list: list.dataset['list'] as ListName, at: Number(card.dataset['place']) };
}
