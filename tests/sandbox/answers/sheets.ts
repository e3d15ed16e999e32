import { readSheet } from '../../../sandbox/answers/sheet.ts';

/** A sheet that asks for everything that a sheet can ask for. */
export const sheet = readSheet(
  (path) =>
    ({
      'asked/sheet.yml': `
cards: { ask: Ask for the price, pay: 'Pay: the whole of it', write: The browser writes }
questions:
  first:
    text: What does it print?
    shows: asked/first.ts
    fields:
      prints: { label: Its lines, kind: lines }
      again: { label: Once more?, options: { 'yes': Yes, 'no': No } }
      why: { label: Why? }
notes: { patch: asked/change.patch, about: { access: Somebody sees too much, taste: A name } }
`,
      'asked/first.ts': 'console.log(1);\n',
      'asked/change.patch': '--- a/app.ts\n+++ b/app.ts\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n',
    })[path],
);
