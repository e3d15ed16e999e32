import { expect, test } from 'vitest';
import { statusSpoken, statusWords } from '../../../../site/exercise/folder/words.ts';

const folder = 'workspace/greet';
const saved = { kind: 'saved' as const, folder, missing: [], left: [] };

test('the line says where the file in front lies, and what is not as usual there', () => {
  expect(statusWords(saved, 'app.ts')).toBe('Saved in `workspace/greet/app.ts`.');
  expect(statusWords(saved, ''), 'the suite is in front').toBe('Saved in `workspace/greet/`.');
  const odd = { ...saved, missing: ['data.json'], left: [{ path: 'a.png', why: 'is no text' }] };
  expect(statusWords(odd, 'app.ts')).toBe(
    'Saved in `workspace/greet/app.ts`. `data.json` is gone there. `a.png` stays there alone: it is no text.',
  );
});

test('only trouble and its end are said aloud', () => {
  const away = { kind: 'away', folder } as const;
  expect(statusSpoken(saved, { ...saved, kind: 'saving' })).toBe('');
  expect(statusSpoken(saved, away)).toMatch(/^npm start gives no answer\./);
  expect(statusSpoken(away, away)).toBe('');
  expect(statusSpoken(away, saved)).toBe('Saved in workspace/greet/ again.');
});
