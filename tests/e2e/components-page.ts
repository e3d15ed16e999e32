import type { Page } from '@playwright/test';

export const desk = {};
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const section = (page: Page, name: string) => page.locator(`[data-component="${name}"]`);
/** The words of a block, which a screen reader hears. */
export const said = (page: Page, tag: string) => page.locator(`${tag} > .actions`).getByRole('status');
export const button = (page: Page, component: string, name: string | RegExp) =>
  section(page, component).getByRole('button', { name });

export async function open(page: Page): Promise<void> {
  await page.goto('/authoring/components/');
  await page.evaluate(() => {
    const heard: unknown[] = [];
    Object.assign(window, { heard });
    document.addEventListener('answered', (event) => heard.push((event as CustomEvent).detail));
  });
}

/** What was told to whoever keeps the record. */
export const heard = (page: Page) => page.evaluate(() => (window as unknown as { heard: object[] }).heard);
