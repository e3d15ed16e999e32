export const counter = { value: 0 };
(globalThis as any).loaded = ((globalThis as any).loaded ?? 0) + 1;
