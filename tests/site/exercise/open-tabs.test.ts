import { expect, test } from 'vitest';
import { closeTab, settleTabs, treeRows } from '../../../site/exercise/files/open-tabs.ts';

const tabs = ['app.ts', 'store.ts', 'app.test.ts'];

test('a closed tab gives way to its right neighbour, or to the left one at the end', () => {
  expect(closeTab({ tabs, shown: 'store.ts' }, 'store.ts')).toEqual({ tabs: ['app.ts', 'app.test.ts'], shown: 'app.test.ts' }); // prettier-ignore
  expect(closeTab({ tabs, shown: 'app.test.ts' }, 'app.test.ts').shown).toBe('store.ts');
  expect(closeTab({ tabs, shown: 'app.ts' }, 'store.ts').shown).toBe('app.ts');
});

test('the last tab stays', () => {
  const one = { tabs: ['app.ts'], shown: 'app.ts' };
  expect(closeTab(one, 'app.ts')).toEqual(one);
});

test('a file that comes to the front gets a tab, and a file that is gone loses it', () => {
  expect(settleTabs({ tabs, shown: 'server.ts' }, [...tabs, 'server.ts']).tabs).toEqual([...tabs, 'server.ts']);
  expect(settleTabs({ tabs, shown: 'store.ts' }, ['app.ts', 'app.test.ts'])).toEqual({
    tabs: ['app.ts', 'app.test.ts'],
    shown: 'app.test.ts',
  });
  expect(settleTabs({ tabs: ['old.ts'], shown: 'old.ts' }, ['app.ts'])).toEqual({ tabs: ['app.ts'], shown: 'app.ts' });
});

test('folders come before files, each with what is in it', () => {
  const rows = treeRows(['app.ts', 'lib/store.ts', 'lib/db/open.ts', 'app.test.ts']);
  expect(rows.map(({ depth, name }) => '  '.repeat(depth) + name)).toEqual([
    'lib',
    '  db',
    '    open.ts',
    '  store.ts',
    'app.test.ts',
    'app.ts',
  ]);
  expect(rows[2]!.path).toBe('lib/db/open.ts');
});
