import { expect, test } from 'vitest';
import { mapStack, registerModule } from '../../../../sandbox/embedded/modules/stacks.ts';

const source = 'type A = 1;\nthrow new Error();\n';
/** The second line of the source is the first of the code. */
const map = { version: 3, sources: ['app.ts'], names: [], mappings: 'AACA' };
const mapped = registerModule({ url: 'file:///exercise/app.ts', source, map });
const wrapped = registerModule({ url: '/exercise/my app.cjs', source, columnOffset: 10 });

test('frames of V8 show the source, named as in Node', () => {
  const stack = [
    'Error: no',
    `    at run (${mapped}:1:1)`,
    `    at async eval (${mapped}:1:1)`,
    `    at Object.eval (${wrapped}:1:15)`,
    `    at Timeout.eval [as _onTimeout] (${wrapped}:2:3)`,
    `    at new eval (${wrapped}:2:3)`,
    '    at node:internal/engine:1:2',
  ].join('\n');
  expect(mapStack(stack)).toBe(
    [
      'Error: no',
      '    at run (file:///exercise/app.ts:2:1)',
      '    at async file:///exercise/app.ts:2:1',
      '    at Object.<anonymous> (/exercise/my app.cjs:1:5)',
      '    at Timeout._onTimeout (/exercise/my app.cjs:2:3)',
      '    at new <anonymous> (/exercise/my app.cjs:2:3)',
      '    at node:internal/engine:1:2',
    ].join('\n'),
  );
});

test('frames of Firefox and WebKit show the source', () => {
  const stack = `run/<@${mapped}:1:1\nasync*run@${mapped}:1:1\neval code@${wrapped}:1:15\n[native code]\n`;
  expect(mapStack(stack)).toBe(
    'run/<@file:///exercise/app.ts:2:1\nasync*run@file:///exercise/app.ts:2:1\n@/exercise/my app.cjs:1:5\n[native code]\n',
  );
});

test('a mapped stack stays as it is', () => {
  const once = mapStack(`Error\n    at run (${mapped}:1:1)`);
  expect(mapStack(once)).toBe(once);
});
