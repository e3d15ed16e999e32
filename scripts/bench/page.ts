import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { chromiumOptions } from './chromium.ts';
import { median } from './median.ts';
import { referencePage } from './reference-page.ts';
import { serveDist, type DistServer, type Sent } from './serve-dist.ts';

/** ms, and kB of JavaScript as it was sent. */
export interface Opening {
  /** Click → text can be typed into Monaco. */
  editor: number;
  /** Click → the report of a run that began as soon as it could. */
  report: number;
  beforeEditor: number;
  beforeReport: number;
  /** The engine's own part of `beforeReport`. */
  engineBeforeReport: number;
}

interface Typing {
  task: number;
  settled: number;
  key: number;
}

export interface PageFigures {
  cold: Opening;
  warm: Opening;
  /**
   * The longest task while somebody types from the first moment on, and once the page is ready, and the longest wait from
   * a key to its letter.
   */
  typing: Typing;
  /** Monaco alone on an empty page: cold, warm. */
  reference: { cold: number; warm: number };
}

declare global {
  interface Window {
    marks: { editor?: number; run?: number; report?: number; tasks: [number, number][]; keys: number[] };
    pressRun?: boolean;
  }
}

/** From the click on an exercise in its lesson on, with an empty cache and with a full one. */
export async function measurePage(lesson: string, slug: string, rounds: number): Promise<PageFigures> {
  const server = await serveDist(await referencePage());
  const browser = await chromium.launch(chromiumOptions);
  try {
    const all: { cold: Opening; warm: Opening; typing: PageFigures['typing']; reference: PageFigures['reference'] }[] =
      [];
    // The first round compresses what the others only send.
    for (let round = 0; round <= rounds; round++) {
      const reports = await inFreshContext(browser, async (context) => ({
        cold: await untilReport(context, server, lesson, slug),
        warm: await untilReport(context, server, lesson, slug),
      }));
      const editors = await inFreshContext(browser, async (context) => ({
        cold: await untilEditor(context, server, lesson, slug),
        warm: await untilEditor(context, server, lesson, slug),
      }));
      const reference = await inFreshContext(browser, async (context) => ({
        cold: await openReference(context, server),
        warm: await openReference(context, server),
      }));
      const typing = await inFreshContext(browser, (context) => typeWhileLoading(context, server, slug));
      const openings = { cold: { ...reports.cold, ...editors.cold }, warm: { ...reports.warm, ...editors.warm } };
      if (round > 0) all.push({ ...openings, reference, typing });
    }
    return middle(all);
  } finally {
    await browser.close();
    server.close();
  }
}

async function inFreshContext<Result>(browser: Browser, work: (context: BrowserContext) => Promise<Result>) {
  const context = await browser.newContext();
  await context.addInitScript(watch);
  const result = await work(context);
  await context.close();
  return result;
}

/** Runs the tests as soon as that is possible. */
async function untilReport(context: BrowserContext, server: DistServer, lesson: string, slug: string) {
  const { page, clicked } = await follow(context, server, lesson, slug, true);
  const report = await mark(page, 'report');
  const sent = server.sent();
  await page.close();
  const beforeReport = kB(sent, report, /\.js$/);
  return { report: report - clicked, beforeReport, engineBeforeReport: kB(sent, report, /^\/engine\/.*\.js$/) };
}

async function untilEditor(context: BrowserContext, server: DistServer, lesson: string, slug: string) {
  const { page, clicked } = await follow(context, server, lesson, slug, false);
  const editor = await mark(page, 'editor');
  const beforeEditor = kB(server.sent(), editor, /\.js$/);
  await page.close();
  return { editor: editor - clicked, beforeEditor };
}

/** Clicks the exercise's link in its lesson as soon as the lesson has loaded. */
async function follow(context: BrowserContext, server: DistServer, lesson: string, slug: string, run: boolean) {
  const page = await context.newPage();
  if (run) await page.addInitScript(() => void (window.pressRun = true));
  await page.goto(`${server.url}/lessons/${lesson}/`, { waitUntil: 'load' });
  server.sent();
  const clicked = await page.evaluate((slug) => {
    setTimeout(() => document.querySelector<HTMLElement>(`main a[href="/exercises/${slug}/"]`)!.click());
    return Date.now();
  }, slug);
  await page.waitForURL(/\/exercises\//, { waitUntil: 'commit' });
  return { page, clicked };
}

/** ms since 1970 */
async function mark(page: Page, name: 'editor' | 'report'): Promise<number> {
  await page.waitForFunction((name) => window.marks?.[name] !== undefined, name);
  return page.evaluate((name) => window.marks[name]!, name);
}

async function openReference(context: BrowserContext, server: DistServer): Promise<number> {
  const page = await context.newPage();
  await page.goto(`${server.url}/reference/`, { waitUntil: 'commit' });
  await page.waitForFunction(() => window.marks?.editor !== undefined);
  const time = await page.evaluate(() => window.marks.editor! - performance.timeOrigin);
  await page.close();
  return time;
}

/** A key every 60 ms from the moment when the plain editor is there until nothing loads any more. */
async function typeWhileLoading(context: BrowserContext, server: DistServer, slug: string) {
  const page = await context.newPage();
  await page.goto(`${server.url}/exercises/${slug}/`, { waitUntil: 'commit' });
  await page.getByRole('textbox', { name: /^Editor: / }).focus();
  const began = await page.evaluate(() => performance.now());
  const ready = page.getByText('Ready, also offline').waitFor();
  let done = false;
  void ready.then(() => (done = true));
  const typeOne = async () => {
    await page.keyboard.press('a');
    await page.waitForTimeout(60);
  };
  while (!done) await typeOne();
  // What the last of it set off is over.
  await page.waitForTimeout(1000);
  const rested = await page.evaluate(() => performance.now());
  for (let typed = 0; typed < 60; typed++) await typeOne();
  const worst = await page.evaluate(
    ([began, rested]) => {
      const { tasks, keys } = window.marks;
      const longest = (from: number, to: number) =>
        Math.max(0, ...tasks.filter(([start]) => start >= from && start < to).map(([, duration]) => duration));
      return { task: longest(began!, rested!), settled: longest(rested!, Infinity), key: Math.max(0, ...keys) };
    },
    [began, rested],
  );
  await page.close();
  return worst;
}

/** In each page, before its own scripts: when which part is there. Times in ms since 1970, to outlast a navigation. */
function watch(): void {
  const marks: Window['marks'] = (window.marks = { tasks: [], keys: [] });
  const now = () => performance.timeOrigin + performance.now();
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) marks.tasks.push([startTime, duration]);
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) if (name === 'keydown') marks.keys.push(duration);
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
  const look = () => {
    // Its lines and its field are there: what is typed now arrives.
    if (document.querySelector('.monaco-editor .view-line') && document.querySelector('.monaco-editor .inputarea, .monaco-editor .native-edit-context')) marks.editor ??= now(); // prettier-ignore
    if (marks.run === undefined && window.pressRun) {
      const button = document.querySelector<HTMLButtonElement>('.action-bar .run:enabled');
      if (button) {
        marks.run = now();
        button.click();
      }
    }
    if (/passed|failed/.test(document.querySelector('.results[data-status]')?.getAttribute('data-status') ?? '')) marks.report ??= now(); // prettier-ignore
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
}

function kB(sent: Sent[], until: number, wanted: RegExp): number {
  return sent.filter(({ path, at }) => at <= until && wanted.test(path)).reduce((sum, { bytes }) => sum + bytes, 0) / 1000; // prettier-ignore
}

type Round = { cold: Opening; warm: Opening; typing: Typing; reference: { cold: number; warm: number } }; // prettier-ignore

/** The median of each figure. */
function middle(rounds: Round[]): PageFigures {
  const each = <Part extends keyof Round>(part: Part) =>
    Object.fromEntries(
      Object.keys(rounds[0]![part]).map((key) => [
        key,
        median(rounds.map((round) => (round[part] as unknown as Record<string, number>)[key]!)),
      ]),
    ) as unknown as Round[Part];
  return { cold: each('cold'), warm: each('warm'), typing: each('typing'), reference: each('reference') };
}
