/** Marks the section that is being read in the table of contents. */
function followReading(): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>('.contents a')].map((link) => [link.hash.slice(1), link]),
  );
  const headings = [...document.querySelectorAll<HTMLElement>('.prose :is(h2, h3)[id]')].filter(({ id }) =>
    links.has(id),
  );
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

/** The button on every block of code. */
function copyCode(event: Event): void {
  const button = (event.target as Element).closest('.code-frame .copy');
  const said = button?.querySelector('[aria-live]');
  if (!button || !said) return;
  const code = button.closest('.code-frame')?.querySelector('pre')?.textContent ?? '';
  const say = (text: string) => {
    said.textContent = text;
    setTimeout(() => (said.textContent = 'Copy'), 2000);
  };
  navigator.clipboard.writeText(code).then(
    () => say('Copied'),
    () => say('Not allowed'),
  );
}

followReading();
document.addEventListener('click', copyCode);

export {};
