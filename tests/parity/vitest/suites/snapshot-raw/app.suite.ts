import { expect, test } from 'vitest';

test('equal', async () => await expect('<h1>Hello</h1>\n').toMatchFileSnapshot('./page.html'));
test('different', async () => await expect('<h1>Goodbye</h1>\n').toMatchFileSnapshot('./page.html'));
test('not there', async () => await expect('text').toMatchFileSnapshot('./nowhere.txt'));
