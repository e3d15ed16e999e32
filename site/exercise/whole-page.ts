/** Scripts that start the engine run while the browser still reads the page: what they look for may be yet to come. */

/** Resolves when the whole page has been read and its stylesheets, which other scripts wait for, have come. */
export async function wholePage(): Promise<void> {
  if (document.readyState !== 'loading') return;
  await new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));
}

/** The JSON in a script element, as soon as the browser has read past it. */
export async function pageData<Data>(id: string): Promise<Data> {
  const complete = () => {
    const element = document.getElementById(id);
    return element && (element.nextElementSibling || document.readyState !== 'loading') ? element : undefined;
  };
  const element = complete() ?? (await seen(complete));
  return JSON.parse(element.textContent) as Data;
}

function seen(complete: () => HTMLElement | undefined): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const look = () => {
      const found = complete();
      if (!found) return;
      observer.disconnect();
      document.removeEventListener('readystatechange', look);
      resolve(found);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    document.addEventListener('readystatechange', look);
  });
}
