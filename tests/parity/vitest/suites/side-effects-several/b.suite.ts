import { test } from 'vitest';
import './nothing-bad.ts';

test('same name', () => {});
throw new Error('this suite cannot load');
