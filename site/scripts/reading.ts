/** Marks the section that is being read in the table of contents. */
function followReading(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...document.querySelectorAll<HTMLElement>('.prose h2[id]')];
  let waiting = false;
  const mark = () => {
    waiting = false;
    const passed = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight * 0.35);
    const now = passed.at(-1) ?? headings[0];
    for (const [id, link] of links) {
      if (id === now?.id) link.setAttribute('aria-current', 'true');
      else link.removeAttribute('aria-current');
    }
  };
  // An observer would miss a jump over several headings.
  const later = () => {
    if (!waiting) requestAnimationFrame(mark);
    waiting = true;
  };
  addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later);
  later();
}

/** A button on every block of code that belongs to the text. */
function addCopyButtons(): void {
  for (const pre of document.querySelectorAll<HTMLElement>('.prose pre.astro-code')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy this code');
    button.addEventListener('click', () => {
      navigator.clipboard.writeText(pre.querySelector('code')?.textContent ?? '').then(
        () => say(button, 'Copied'),
        () => say(button, 'Not allowed'),
      );
    });
    const frame = document.createElement('div');
    frame.className = 'code-frame';
    pre.replaceWith(frame);
    frame.append(pre, button);
  }
}

function say(button: HTMLButtonElement, text: string): void {
  button.textContent = text;
  button.setAttribute('aria-label', text);
  setTimeout(() => {
    button.textContent = 'Copy';
    button.setAttribute('aria-label', 'Copy this code');
  }, 2000);
}

followReading();
addCopyButtons();

export {};
