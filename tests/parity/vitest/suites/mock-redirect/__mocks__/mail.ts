import { vi } from 'vitest';
export const send = vi.fn(() => 'kept in a drawer');
