import { expect, test, vi } from 'vitest';
import { send } from './mail.ts';

vi.mock('./mail.ts');
test('the drawer', () => expect(send()).toBe('kept in a drawer'));
test('the original', async () => expect((await vi.importActual<typeof import('./mail.ts')>('./mail.ts')).send()).toBe('?'));
