import { expect, test } from 'vitest';
import { unmetNeeds } from '../../../sandbox/webcontainer/unmet-needs.ts';

const suite = (part: string) => ({ 'app.test.ts': `import { start } from '#testing${part}';` });

test.each([
  ['/postgres', /needs PostgreSQL/],
  ['/python', /needs Python/],
])('a host is out of a container’s reach: %s', (part, says) => {
  expect(unmetNeeds(suite(part))).toMatch(says);
});

test.each(['', '/redis', '/shell', '/lambda'])('what runs in the program’s own process is not: #testing%s', (part) => {
  expect(unmetNeeds(suite(part))).toBeUndefined();
});
