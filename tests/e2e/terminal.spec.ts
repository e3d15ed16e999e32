import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';
import { exercisePage, read } from './exercise-page.ts';

/** The terminal as a learner drives it: keys in, and what a screen reader finds in its lines. */
function terminal(page: Page) {
  const region = page.getByRole('region', { name: 'Terminal' });
  const screen = region.locator('.xterm-rows');
  const input = region.getByRole('textbox', { name: 'Terminal input' });
  const prompt = /learner:~\/hello-server\$ *$/;
  return {
    region,
    screen,
    input,
    async open() {
      await page.getByRole('tab', { name: 'Terminal' }).click();
      await expect(screen).toHaveText(prompt);
      await input.focus();
    },
    async type(line: string) {
      await page.keyboard.insertText(line);
      await page.keyboard.press('Enter');
    },
    /** Types a line, and waits for what it prints and for the next prompt. */
    async run(line: string, printed: string | RegExp) {
      await this.type('clear');
      await expect(screen).toHaveText(prompt);
      await this.type(line);
      await expect(screen).toContainText(printed);
      await expect(screen).toHaveText(prompt);
    },
  };
}

async function openOffline(page: Page) {
  const exercise = exercisePage(page);
  await exercise.open('hello-server');
  const shell = terminal(page);
  // Before it is opened for the first time: all of it came with the page.
  await page.context().setOffline(true);
  await shell.open();
  return { exercise, shell };
}

// Tall enough for all that one command prints.
test.use({ viewport: { width: 1280, height: 1400 } });

test('the usual tools work on the files, and the editor shows what they change', async ({ page }) => {
  const { shell } = await openOffline(page);

  await shell.run('ls', 'app.test.ts  app.ts  server.ts'.slice(0, 11));
  await shell.run('cat app.ts | grep -c TODO', '2');
  await shell.run(`sed -i "s/Hello, world/Good morning/" app.ts && grep -o "Good [a-z]*" app.ts`, 'Good morning');
  await expect(page.locator('.view-lines')).toContainText('Good morning');
  await shell.run('echo x > app.test.ts', 'The tests can be read, not changed.');
  await shell.run('echo note > note.txt; cat note.txt', 'note');

  await page.keyboard.type('cat no');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(shell.screen).toContainText('cat note.txt');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(shell.screen).toContainText(/echo note > note\.txt; cat note\.txt *$/);
  await page.keyboard.press('Control+c');
  await page.keyboard.press('Control+r');
  await page.keyboard.type('grep -c');
  await page.keyboard.press('Enter');
  await expect(shell.screen).toContainText(/grep -c TODO.*2/s);

  await page.evaluate(() => navigator.clipboard.writeText('echo first\necho second'));
  await page.keyboard.press('Control+v');
  await page.keyboard.press('Enter');
  await expect(shell.screen).toContainText(/first *second *learner:/s);
  await shell.screen.getByText('second', { exact: true }).last().dblclick({ force: true });
  await page.keyboard.press('Control+c');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe('second');
});

test('a server in the background is asked with curl, and one in front is stopped', async ({ page }) => {
  const { shell } = await openOffline(page);

  await shell.run('curl localhost:3000/', 'Failed to connect to localhost port 3000');
  await shell.run('npm start &', 'Listening on http://localhost:3000');
  await shell.run('curl -i "localhost:3000/?name=Ada"', 'HTTP/1.1 200 OK');
  await shell.run(`curl -s -o /dev/null -w '%{http_code}' localhost:3000/time`, '501');
  await shell.run('node server.ts', 'EADDRINUSE: address already in use :::3000');
  await shell.run('jobs; kill %1', '[1]+  Running');
  await shell.run('curl -sS example.com', 'Could not resolve host: example.com');

  await shell.type('clear; node server.ts');
  await expect(shell.screen).toContainText('Listening on http://localhost:3000');
  await page.keyboard.press('Control+c');
  await expect(shell.screen).toHaveText(/\^C.*learner:~\/hello-server\$ *$/s);
  await shell.type('echo code $?; node -p "41 + 1"');
  await expect(shell.screen).toHaveText(/code 130 *42 *learner:/s);
});

test('npm test says what the results say, and databases live as long as the page', async ({ page }) => {
  const { exercise, shell } = await openOffline(page);

  await shell.run('npm test > report.txt; echo code $?; grep Failed: report.txt | head -1', 'code 1');
  await expect(exercise.results).toHaveAttribute('data-status', 'failed');
  await exercise.replace('app.ts', read('hello-server', 'solution', 'app.ts'));
  await shell.input.focus();
  await shell.run('npm test > report.txt; echo code $?; tail -1 report.txt', 'code 0');

  await shell.run(`sqlite3 notes.db "CREATE TABLE note (id INTEGER, text TEXT); INSERT INTO note VALUES (1, 'milk')"; ls`, 'notes.db'); // prettier-ignore
  await shell.run('echo "SELECT * FROM note" | sqlite3 -header notes.db', /id\|text.*1\|milk/s);
});

test('an endless loop leaves the page alone and ends with Ctrl+C; the keyboard leaves, and axe finds nothing', async ({
  page,
}) => {
  const { shell } = await openOffline(page);

  await shell.type('x=kept; cd /tmp; cd -');
  await shell.type('while true; do :; done');
  const lag = await page.evaluate(async () => {
    let worst = 0;
    for (let round = 0; round < 20; round += 1) {
      const before = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 10));
      worst = Math.max(worst, performance.now() - before - 10);
    }
    return worst;
  });
  // The page's own loop would never come back; a busy machine may hold it up for a moment.
  expect(lag).toBeLessThan(1000);
  await page.keyboard.press('Control+c');
  await shell.run('echo $x', 'kept');

  await page.keyboard.press('Tab');
  await expect(shell.input).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(shell.region).toContainText('Tab leaves the terminal');
  await page.keyboard.press('Tab');
  await expect(shell.input).not.toBeFocused();

  const { violations } = await new AxeBuilder({ page }).include('.terminal').analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('helper keys stand in for those that are missing', async ({ page }) => {
    await page.goto('/exercises/hello-server/');
    const shell = terminal(page);
    await page.getByRole('button', { name: 'Terminal', exact: true }).click();
    await expect(shell.screen).toHaveText(/\$ *$/);

    await shell.input.focus();
    await page.keyboard.insertText('cat ser');
    await shell.region.getByRole('button', { name: 'Complete (Tab)' }).click();
    await expect(shell.screen).toContainText('cat server.ts');
    await shell.region.getByRole('button', { name: 'Stop (Ctrl+C)' }).click();
    await expect(shell.screen).toHaveText(/cat server\.ts.*\$ *$/s);

    const { violations } = await new AxeBuilder({ page }).include('.terminal').analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
  });
});
