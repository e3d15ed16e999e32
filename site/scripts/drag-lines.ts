interface Drag {
  line: HTMLElement;
  pointer: number;
  /** Where the line was, for when the drag is given up. */
  home: { list: Element; before: Element | null };
}

interface Options {
  /** The list that a place of the page belongs to. */
  listAt(target: Element): HTMLElement | undefined;
  onEnd(line: HTMLElement): void;
}

/** Lines follow the pointer, be it a mouse, a pen or a finger. A finger takes hold at the grip, so that it can scroll elsewhere. */
export function dragLines(root: HTMLElement, { listAt, onEnd }: Options): void {
  let drag: Drag | undefined;
  const end = () => {
    const line = drag?.line;
    drag = undefined;
    line?.removeAttribute('data-dragged');
    if (line) onEnd(line);
  };
  root.addEventListener('pointerdown', (event) => {
    const target = event.target as Element;
    const line = target.closest<HTMLElement>('[data-line]');
    const held = event.pointerType === 'mouse' ? !target.closest('button') : target.closest('.grip');
    if (!line || !held || event.button !== 0 || drag) return;
    drag = { line, pointer: event.pointerId, home: { list: line.parentElement!, before: line.nextElementSibling } };
    root.setPointerCapture(event.pointerId);
  });
  root.addEventListener('pointermove', (event) => {
    if (event.pointerId !== drag?.pointer) return;
    drag.line.dataset['dragged'] = '';
    getSelection()?.removeAllRanges();
    follow(drag.line, event, listAt);
  });
  root.addEventListener('pointerup', (event) => {
    if (event.pointerId === drag?.pointer) end();
  });
  const giveUp = () => {
    drag?.home.list.insertBefore(drag.line, drag.home.before);
    end();
  };
  root.addEventListener('pointercancel', giveUp);
  root.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && drag) giveUp();
  });
}

function follow(line: HTMLElement, { clientX, clientY }: PointerEvent, listAt: Options['listAt']): void {
  // Near the edge of the window there may be more of the lists.
  if (clientY < 40) scrollBy(0, -12);
  else if (clientY > innerHeight - 40) scrollBy(0, 12);
  const target = document.elementFromPoint(clientX, clientY);
  const list = target && listAt(target);
  if (!list) return;
  const over = target.closest<HTMLElement>('[data-line]');
  if (!over) return void (line.parentElement === list || list.append(line));
  if (over === line) return;
  const { top, height } = over.getBoundingClientRect();
  over.insertAdjacentElement(clientY < top + height / 2 ? 'beforebegin' : 'afterend', line);
}
