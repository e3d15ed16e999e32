export const inLibrary = { vitest: (import.meta as any).vitest, main: (import.meta as any).main };
export const file = import.meta.filename.split('/').pop();
