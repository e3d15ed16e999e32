import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './words.tsx';

interface DialogProps {
  title: string;
  /** `wide` for what stands side by side. */
  size?: 'text' | 'wide';
  onClose(): void;
  children: ComponentChildren;
}

/** A modal dialog: Escape and the button close it, and the focus goes back to where it was. */
export function Dialog({ title, size = 'text', onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    element.current?.showModal();
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    <dialog ref={element} class={`dialog ${size}`} aria-labelledby="dialog-title" onClose={onClose}>
      <header class="dialog-head">
        <h2 id="dialog-title">{title}</h2>
        <button type="button" class="dialog-close" onClick={() => element.current?.close()}>
          <Icon name="failed" />
          <span class="visually-hidden">Close</span>
        </button>
      </header>
      <div class="dialog-body">{children}</div>
    </dialog>
  );
}
