import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './words.tsx';

export interface MenuItem {
  label: string;
  /** Said beside it: a shortcut, or what holds it back. */
  aside?: string;
  disabled?: boolean;
  /** For what is on or off. */
  checked?: boolean;
  choose(): void;
}

/** A button with a list of actions, with the keys of the ARIA menu button. */
export function Menu({ label, items }: { label: string; items: MenuItem[] }) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const buttons = () => [...(root.current?.querySelectorAll<HTMLElement>('[role^="menuitem"]') ?? [])];
  useLayoutEffect(() => {
    if (!open) return;
    buttons()[0]?.focus();
    const outside = (event: Event) => root.current?.contains(event.target as Node) || setOpen(false);
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const close = () => {
    setOpen(false);
    root.current?.querySelector<HTMLElement>('.menu-button')?.focus();
  };
  const move = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return close();
    if (event.key === 'Tab') return setOpen(false);
    const all = buttons();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    all[(to + all.length) % all.length]?.focus();
  };
  return (
    <div class="menu" ref={root}>
      <button
        type="button"
        class="quiet menu-button"
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {label}
        <Icon name="up" />
      </button>
      {open && (
        <div class="menu-list" role="menu" aria-label={label} onKeyDown={move}>
          {items.map((item) => (
            <Item key={item.label} item={item} close={close} />
          ))}
        </div>
      )}
    </div>
  );
}

function Item({ item, close }: { item: MenuItem; close(): void }) {
  return (
    <button
      type="button"
      role={item.checked === undefined ? 'menuitem' : 'menuitemcheckbox'}
      aria-checked={item.checked}
      aria-disabled={item.disabled}
      tabIndex={-1}
      onClick={() => {
        if (item.disabled) return;
        close();
        item.choose();
      }}
    >
      <span class="menu-check">{item.checked && <Icon name="passed" />}</span>
      {item.label}
      {item.aside && <span class="aside">{item.aside}</span>}
    </button>
  );
}
