import { describe, expect, it } from 'vitest';
import { frameIn } from '../../../../site/exercise/request/server.ts';

describe('the place that a message names', () => {
  const files = { 'app.ts': '', 'lib/db.ts': '' };

  it('is the first line of a stack in the learner’s own files', () => {
    const stack = 'Error: at the door\n    at node:internal/engine:1:2\n    at createApp (file:///exercise/app.ts:2:9)';
    expect(frameIn(stack, files)).toEqual({ file: 'app.ts', line: 2, column: 9 });
    expect(frameIn('file:///exercise/lib/db.ts:7\nthrow new Error()', files)).toMatchObject({
      file: 'lib/db.ts',
      line: 7,
    });
  });

  it('is found in the words of a message, too', () => {
    expect(frameIn('app.ts, line 3', files)).toBeUndefined();
    expect(frameIn('app.ts (line 3)', files)).toMatchObject({ file: 'app.ts', line: 3 });
  });

  it('is no file of a package', () => {
    expect(frameIn('at handle (/exercise/node_modules/express/app.ts:1:1)', files)).toBeUndefined();
  });
});
