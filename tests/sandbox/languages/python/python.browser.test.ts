import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbeddedPage, type EmbeddedPage } from '../../../support/embedded-page.ts';
import { gradeOnce } from '../../../support/node-grader.ts';
import { verdicts } from '../../../support/verdicts.ts';

const files = { 'app.test.ts': readFileSync(path.join(import.meta.dirname, 'contract/app.test.ts'), 'utf8') };
let page: EmbeddedPage;
beforeAll(async () => {
  page = await openEmbeddedPage();
});
afterAll(() => page?.close());

test('Python does the same in Node and in the browser', async () => {
  const node = await gradeOnce(files, 60);
  const browser = (await page.grade(files)).report;
  const failed = 'tests' in node ? node.tests?.filter(({ status }) => status === 'failed') : node;
  expect(failed).toMatchObject([
    {
      name: 'is a failed test in the words of the suite',
      explanation: { diagnosis: 'app.py stops with an error before it serves', look: 'line 1 of app.py' },
    },
  ]);
  expect(verdicts(browser)).toEqual(verdicts(node));
});

test('a program that is started serves the page', async () => {
  const app = `
import os
from wsgiref.simple_server import make_server
def app(environ, start_response):
    start_response('200 OK', [('Content-Type', 'text/plain')])
    return [b'hello from ' + environ['PATH_INFO'].encode()]
print('port', os.environ.get('PORT'))
make_server('', 8000, app).serve_forever()
`;
  const got = await page.page.evaluate(startInPage, { 'app.py': app, 'broken.py': 'import nothing_here\n' });
  expect(got).toMatchObject({
    started: { status: 'started', ports: [8000] },
    text: 'hello from /x',
    broken: { status: 'error', reason: 'load' },
  });
  expect(got.printed).toContain("ModuleNotFoundError: No module named 'nothing_here'");
});

async function startInPage(files: Record<string, string>) {
  const runtime = await window.createRuntime('embedded', { assets: '/engine/', timeLimit: 60 });
  let printed = '';
  const onOutput = ({ text }: { text: string }) => void (printed += text);
  await runtime.mount(files);
  const started = await runtime.start('app.py', { onOutput });
  const text = await (await runtime.fetch(new Request('http://localhost:8000/x'))).text();
  const broken = await runtime.start('broken.py', { onOutput });
  await runtime.dispose();
  return { started, text, broken, printed };
}
